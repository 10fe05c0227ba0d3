package io.warnserver.local.gateway;

import io.warnserver.local.certificates.CertificateRole;
import io.warnserver.local.certificates.IssuedCertificate;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;

/** Which certificates the gateway knows, by country and role. */
final class CountryRegister {

  private final Clock clock;
  private final Map<String, Registered> byThumbprint = new ConcurrentHashMap<>();

  CountryRegister(Clock clock) {
    this.clock = clock;
  }

  /** Adds a certificate, or gives it another role. */
  void register(String country, CertificateRole role, X509Certificate certificate) {
    byThumbprint.put(
        IssuedCertificate.thumbprint(certificate), new Registered(country, role, certificate));
  }

  /** From now on it is unknown. */
  void revoke(X509Certificate certificate) {
    byThumbprint.remove(IssuedCertificate.thumbprint(certificate));
  }

  /** A country's newest certificate of a role. */
  Optional<X509Certificate> find(String country, CertificateRole role) {
    return byThumbprint.values().stream()
        .filter(known -> known.country().equals(country) && known.role() == role)
        .map(Registered::certificate)
        .max(Comparator.comparing(X509Certificate::getNotBefore));
  }

  /**
   * The country that calls: by the fingerprint of its client certificate and the first C of its
   * subject (federation gateway protocol, authentication).
   *
   * @throws Refusal with 403
   */
  String caller(Optional<X509Certificate> certificate) {
    X509Certificate client =
        certificate.orElseThrow(() -> new Refusal(403, "there is no client certificate"));
    return countries(client).stream()
        .findFirst()
        .filter(country -> isKnown(country, CertificateRole.AUTHENTICATION, client))
        .orElseThrow(() -> new Refusal(403, "the client certificate is unknown"));
  }

  /**
   * Whether a certificate may sign a country's batches now (federation gateway protocol, what is
   * signed).
   *
   * @throws Refusal with 400
   */
  void requireSigner(String country, X509Certificate signer) {
    Refusal.when(
        !isKnown(country, CertificateRole.SIGNING, signer)
            || !countries(signer).equals(List.of(country)),
        400,
        "the signing certificate is unknown");
    try {
      signer.checkValidity(Date.from(clock.instant()));
    } catch (CertificateExpiredException | CertificateNotYetValidException e) {
      throw new Refusal(400, "the signing certificate is not valid now");
    }
  }

  private boolean isKnown(String country, CertificateRole role, X509Certificate certificate) {
    return new Registered(country, role, certificate)
        .equals(byThumbprint.get(IssuedCertificate.thumbprint(certificate)));
  }

  private static List<String> countries(X509Certificate certificate) {
    X500Name subject = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    return Stream.of(subject.getRDNs(BCStyle.C))
        .map(country -> IETFUtils.valueToString(country.getFirst().getValue()))
        .toList();
  }

  private record Registered(String country, CertificateRole role, X509Certificate certificate) {}
}
