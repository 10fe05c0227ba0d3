package io.warnserver.local.servers;

import io.warnserver.local.certificates.CertificateRole;
import io.warnserver.local.certificates.FederationCertificates;
import io.warnserver.local.gateway.GatewayStandIn;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The federation around the application: a stand-in for its gateway, in which DE, FR and NL take
 * part, and all certificates. The application is DE.
 */
public final class Federation implements AutoCloseable {

  /** The application's country. */
  public static final String OWN = "DE";

  /** The countries that take part besides the application's. */
  public static final List<String> OTHERS = List.of("FR", "NL");

  private final FederationCertificates certificates;
  private final GatewayStandIn gateway;

  private Federation(FederationCertificates certificates, GatewayStandIn gateway) {
    this.certificates = certificates;
    this.gateway = gateway;
  }

  /**
   * Starts it.
   *
   * @param folder keeps certificates and batches
   * @throws StartFailedException where the port is taken
   */
  public static Federation start(Path folder, Clock clock, int port) {
    FederationCertificates certificates =
        FederationCertificates.in(
            folder.resolve("certificates"), clock, List.of(OWN, OTHERS.get(0), OTHERS.get(1)));
    try {
      return new Federation(
          certificates, GatewayStandIn.start(certificates, clock, port, folder.resolve("batches")));
    } catch (UncheckedIOException e) {
      throw new StartFailedException("the stand-in gateway cannot listen on " + port, e);
    }
  }

  /** The stand-in. */
  public GatewayStandIn gateway() {
    return gateway;
  }

  /** Of the gateway and of all countries. */
  public FederationCertificates certificates() {
    return certificates;
  }

  /** The application's settings for the exchange that are no secrets. */
  public Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("warn.federation.gateway.url", gateway.address().toString());
    entry(settings, "tls", CertificateRole.AUTHENTICATION);
    entry(settings, "signing", CertificateRole.SIGNING);
    settings.put("warn.federation.tls.truststore", certificates.gatewayTlsTrustStore().toString());
    settings.put("warn.federation.trust-anchor", certificates.trustAnchorPem().toString());
    return settings;
  }

  /** The secrets that belong to {@link #settings()}. */
  static Map<String, String> secretValues() {
    return Map.of(
        "warn.federation.tls.password", FederationCertificates.PASSWORD,
        "warn.federation.tls.truststore-password", FederationCertificates.PASSWORD,
        "warn.federation.signing.password", FederationCertificates.PASSWORD);
  }

  private void entry(Map<String, String> settings, String name, CertificateRole role) {
    settings.put(
        "warn.federation." + name + ".keystore", certificates.keystore(OWN, role).toString());
    settings.put("warn.federation." + name + ".alias", role.word());
  }

  @Override
  public void close() {
    gateway.close();
  }
}
