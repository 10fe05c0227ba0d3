package io.warnserver.local.certificates;

import io.warnserver.local.certificates.CertificateIssue.KeyKind;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * All certificates of a federation on one machine, in one folder. A key store is {@code NAME.p12},
 * a trust store with the certificate alone {@code NAME-trust.p12}, the certificate alone {@code
 * NAME.pem}; all passwords are {@link #PASSWORD}.
 *
 * <p>Of the gateway: {@code trust-anchor} (the operator's key, which signs the countries'
 * certificates), {@code gateway-tls} (its TLS server certificate) and {@code gateway-callback} (its
 * TLS client certificate in callbacks). Of the country DE: {@code de-authentication}, {@code
 * de-signing} and {@code de-callback}. The alias in a store is the last word of the name, {@code
 * anchor} to {@code callback}.
 */
public final class FederationCertificates {

  /** Of every store here; production refuses passwords that begin so. */
  public static final String PASSWORD = "development-federation";

  private static final String ANCHOR = "trust-anchor";
  private static final String TLS = "gateway-tls";
  private static final String CALLBACK = "gateway-callback";

  private final KeyFiles files;
  private final Instant now;
  private final List<String> countries;
  private final Map<String, IssuedCertificate> byName = new HashMap<>();

  /**
   * Reads what is in the folder and makes what is missing.
   *
   * @param clock new certificates are valid for ten years from now on, and for two months before
   * @param countries codes such as DE. New signing keys are EC for the first, third and so on, RSA
   *     for the others; all others are EC
   */
  public FederationCertificates(Path folder, Clock clock, List<String> countries) {
    this.files = new KeyFiles(folder.toAbsolutePath().normalize(), PASSWORD);
    this.now = clock.instant();
    this.countries = List.copyOf(countries);
    read(ANCHOR, "C=EU,O=Development gateway,OU=Development,CN=Trust anchor", KeyKind.RSA);
    read(TLS, "C=EU,O=Development gateway,OU=Development,CN=localhost", KeyKind.EC);
    read(CALLBACK, "C=EU,O=Development gateway,OU=Development,CN=Callback", KeyKind.EC);
    for (int i = 0; i < countries.size(); i++) {
      for (CertificateRole role : CertificateRole.values()) {
        String country = countries.get(i);
        boolean isRsa = role == CertificateRole.SIGNING && i % 2 == 1;
        read(name(country, role), subject(country, role), isRsa ? KeyKind.RSA : KeyKind.EC);
      }
    }
  }

  private void read(String name, String subject, KeyKind kind) {
    String alias = name.substring(name.lastIndexOf('-') + 1);
    byName.put(name, files.read(name, alias, () -> CertificateIssue.longLived(subject, kind, now)));
  }

  /** The operator's key, which signs the countries' certificates. */
  public IssuedCertificate trustAnchor() {
    return byName.get(ANCHOR);
  }

  /** The gateway's TLS server certificate, for localhost and 127.0.0.1. */
  public IssuedCertificate gatewayTls() {
    return byName.get(TLS);
  }

  /** The gateway's TLS client certificate in callbacks. */
  public IssuedCertificate gatewayCallback() {
    return byName.get(CALLBACK);
  }

  public IssuedCertificate of(String country, CertificateRole role) {
    return byName.get(name(country, role));
  }

  /** The countries' codes. */
  public List<String> countries() {
    return countries;
  }

  /**
   * Puts a new key into a country's key store, as its operators do before the old certificate
   * expires. {@link #of} still gives the old one; somebody has to tell the gateway.
   *
   * @return the new key with its certificate
   */
  public IssuedCertificate renew(String country, CertificateRole role) {
    IssuedCertificate renewed = CertificateIssue.longLived(subject(country, role), KeyKind.EC, now);
    files.replace(name(country, role), role.word(), renewed);
    return renewed;
  }

  /** Trust store with the gateway's TLS server certificate, alias {@code tls}. */
  public Path gatewayTlsTrustStore() {
    return files.trustStore(TLS);
  }

  public Path trustAnchorPem() {
    return files.pemFile(ANCHOR);
  }

  /** Trust store with the gateway's TLS client certificate in callbacks, alias {@code callback}. */
  public Path gatewayCallbackTrustStore() {
    return files.trustStore(CALLBACK);
  }

  /** A country's key store; the alias is the role's word. */
  public Path keystore(String country, CertificateRole role) {
    return files.keystore(name(country, role));
  }

  private static String subject(String country, CertificateRole role) {
    return "C=" + country + ",O=Development,OU=Development,CN=" + role.word();
  }

  private static String name(String country, CertificateRole role) {
    return country.toLowerCase(Locale.ROOT) + "-" + role.word();
  }
}
