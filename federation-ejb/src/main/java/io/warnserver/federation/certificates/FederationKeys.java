package io.warnserver.federation.certificates;

import io.warnserver.federation.audit.TrustAnchors;
import io.warnserver.federation.signature.BatchSigningKey;
import io.warnserver.federation.signature.CertificateSubject;
import io.warnserver.keys.Country;
import io.warnserver.keystores.CertifiedKey;
import io.warnserver.settings.Mode;
import io.warnserver.settings.SettingsReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * All keys and certificates of the exchange, checked: they can be used together. Whether one has
 * expired is for {@link WatchedCertificate} to say.
 *
 * @param tls the client certificate and the authorities of the gateway's
 * @param signing the key of batch signatures
 * @param anchors who vouches for other countries' certificates
 * @param watched every certificate of these
 */
public record FederationKeys(
    SSLContext tls,
    BatchSigningKey signing,
    TrustAnchors anchors,
    List<WatchedCertificate> watched) {

  private static final int P256_BITS = 256;
  private static final int MIN_RSA_BITS = 2048;
  private static final char[] IN_MEMORY = "in memory".toCharArray();

  /**
   * Reads the files.
   *
   * @throws io.warnserver.settings.InvalidSettingsException naming each setting that is wrong
   */
  static FederationKeys load(
      SettingsReader reader, Mode mode, KeyStoreSettings settings, Country own) {
    Optional<CertifiedKey> tls = settings.tls().read(reader, mode);
    Optional<CertifiedKey> signing = settings.signing().read(reader, mode);
    Optional<List<X509Certificate>> authorities = settings.trusted().trusted(reader);
    Optional<List<X509Certificate>> anchors = pem(reader, settings.trustAnchor());
    tls.ifPresent(pair -> requireTlsCertificate(reader, settings, pair.certificate(), own));
    signing.ifPresent(pair -> requireSigningCertificate(reader, settings, pair.certificate(), own));
    reader.refuseIf(
        tls.map(FederationKeys::publicKey).equals(signing.map(FederationKeys::publicKey))
            && tls.isPresent(),
        "must not be the key of "
            + settings.tls().setting().name()
            + "; the gateway takes one certificate in one role",
        settings.signing().setting());
    reader.check();
    List<WatchedCertificate> watched = new ArrayList<>();
    watched.add(new WatchedCertificate("tls", tls.orElseThrow().certificate()));
    watched.add(new WatchedCertificate("signing", signing.orElseThrow().certificate()));
    authorities
        .orElseThrow()
        .forEach(one -> watched.add(new WatchedCertificate("truststore", one)));
    anchors.orElseThrow().forEach(one -> watched.add(new WatchedCertificate("trust-anchor", one)));
    return new FederationKeys(
        context(tls.get(), authorities.get()),
        new BatchSigningKey(signing.get().key(), signing.get().certificate()),
        new TrustAnchors(anchors.get()),
        List.copyOf(watched));
  }

  /** The certificates of a PEM file; empty after recording the fault. */
  private static Optional<List<X509Certificate>> pem(SettingsReader reader, Path file) {
    String setting = KeyStoreSettings.TRUST_ANCHOR.name();
    try (InputStream in = Files.newInputStream(file)) {
      List<X509Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (!certificates.isEmpty()) {
        return Optional.of(certificates);
      }
      reader.refuse(setting + ": holds no certificate: " + file);
    } catch (IOException | GeneralSecurityException e) {
      reader.refuse(setting + ": no readable PEM file with certificates: " + file);
    }
    return Optional.empty();
  }

  /** The gateway takes the first C of the subject for the country (protocol, authentication). */
  private static void requireTlsCertificate(
      SettingsReader reader, KeyStoreSettings settings, X509Certificate certificate, Country own) {
    reader.refuseIf(
        !CertificateSubject.countriesOf(certificate).stream()
            .findFirst()
            .equals(Optional.of(own.code())),
        "the certificate's subject must have C=" + ofOwn(own),
        settings.tls().setting());
  }

  /** The gateway refuses another origin, two countries and other keys (what is signed). */
  private static void requireSigningCertificate(
      SettingsReader reader, KeyStoreSettings settings, X509Certificate certificate, Country own) {
    reader.refuseIf(
        !CertificateSubject.countriesOf(certificate).equals(List.of(own.code())),
        "the certificate's subject must have exactly one C, " + ofOwn(own),
        settings.signing().setting());
    reader.refuseIf(
        !isStrong(certificate.getPublicKey()),
        "the key must be EC on P-256, or RSA of " + MIN_RSA_BITS + " bits or more",
        settings.signing().setting());
  }

  private static String ofOwn(Country own) {
    return own.code() + " (" + Country.OWN.name() + ")";
  }

  private static PublicKey publicKey(CertifiedKey pair) {
    return pair.certificate().getPublicKey();
  }

  private static boolean isStrong(PublicKey key) {
    if (key instanceof ECPublicKey ec) {
      return ec.getParams().getOrder().bitLength() == P256_BITS;
    }
    return key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() >= MIN_RSA_BITS;
  }

  private static SSLContext context(CertifiedKey pair, List<X509Certificate> authorities) {
    try {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(null, null);
      keys.setKeyEntry("tls", pair.key(), IN_MEMORY, pair.chain().toArray(X509Certificate[]::new));
      KeyManagerFactory keyManagers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keyManagers.init(keys, IN_MEMORY);
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      for (int i = 0; i < authorities.size(); i++) {
        trusted.setCertificateEntry("authority-" + i, authorities.get(i));
      }
      TrustManagerFactory trustManagers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trustManagers.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("every Java runtime has PKCS#12 and TLS", e);
    }
  }
}
