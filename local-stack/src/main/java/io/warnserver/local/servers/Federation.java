package io.warnserver.local.servers;

import io.warnserver.local.certificates.CertificateRole;
import io.warnserver.local.certificates.FederationCertificates;
import io.warnserver.local.gateway.GatewayStandIn;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * The federation around the application: a stand-in for its gateway, in which DE, FR and NL take
 * part, and all certificates. The application is DE.
 *
 * @param certificates of the gateway and of all countries
 * @param gateway the stand-in
 */
public record Federation(FederationCertificates certificates, GatewayStandIn gateway)
    implements AutoCloseable {

  /** The application's country. */
  public static final String OWN = "DE";

  /** The countries that take part besides the application's. */
  public static final List<String> OTHERS = List.of("FR", "NL");

  /**
   * Starts it.
   *
   * @param folder keeps certificates and batches
   * @throws StartFailedException where the port is taken
   */
  public static Federation start(Path folder, Clock clock, int port) {
    FederationCertificates certificates =
        new FederationCertificates(
            folder.resolve("certificates"), clock, List.of("DE", "FR", "NL"));
    try {
      return new Federation(
          certificates, GatewayStandIn.start(certificates, clock, port, folder.resolve("batches")));
    } catch (UncheckedIOException e) {
      throw new StartFailedException("the stand-in gateway cannot listen on " + port, e);
    }
  }

  /** The application's settings for the exchange that are no secrets. */
  public Map<String, String> settings() {
    CertificateRole tls = CertificateRole.AUTHENTICATION;
    CertificateRole signing = CertificateRole.SIGNING;
    return Map.of(
        "warn.federation.gateway.url", gateway.address().toString(),
        "warn.federation.tls.keystore", certificates.keystore(OWN, tls).toString(),
        "warn.federation.tls.alias", tls.word(),
        "warn.federation.tls.truststore", certificates.gatewayTlsTrustStore().toString(),
        "warn.federation.signing.keystore", certificates.keystore(OWN, signing).toString(),
        "warn.federation.signing.alias", signing.word(),
        "warn.federation.trust-anchor", certificates.trustAnchorPem().toString());
  }

  /** The secrets that belong to {@link #settings()}. */
  static Map<String, String> secretValues() {
    return Map.of(
        "warn.federation.tls.password", FederationCertificates.PASSWORD,
        "warn.federation.tls.truststore-password", FederationCertificates.PASSWORD,
        "warn.federation.signing.password", FederationCertificates.PASSWORD);
  }

  @Override
  public void close() {
    gateway.close();
  }
}
