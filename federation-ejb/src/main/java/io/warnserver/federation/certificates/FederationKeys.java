package io.warnserver.federation.certificates;

import io.warnserver.certificates.WatchedCertificate;
import io.warnserver.federation.audit.TrustAnchors;
import io.warnserver.federation.signature.BatchSigningKey;
import io.warnserver.federation.signature.CertificateSubject;
import io.warnserver.keys.Country;
import io.warnserver.keystores.CertifiedKey;
import io.warnserver.keystores.ReadAgain;
import io.warnserver.keystores.TlsContext;
import io.warnserver.settings.Mode;
import io.warnserver.settings.Setting;
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
import javax.net.ssl.SSLContext;

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
   * Reads the files that the settings name, if they or the settings have changed.
   *
   * @param files what was read of them before
   * @return the same object as long as nothing has changed
   * @throws io.warnserver.settings.InvalidSettingsException naming each setting that is wrong
   */
  public static FederationKeys read(
      SettingsReader reader, ReadAgain<KeyStoreSettings, FederationKeys> files) {
    Mode mode = reader.get(Mode.SETTING);
    String own = reader.get(Country.OWN);
    KeyStoreSettings settings = KeyStoreSettings.from(reader, mode);
    reader.check();
    return files.get(settings, settings.files(), () -> load(reader, mode, settings, own));
  }

  private static FederationKeys load(
      SettingsReader reader, Mode mode, KeyStoreSettings settings, String own) {
    Optional<CertifiedKey> tls = settings.tls().read(reader, mode);
    Optional<CertifiedKey> signing = settings.signing().read(reader, mode);
    List<X509Certificate> authorities = settings.trusted().trusted(reader).orElse(List.of());
    List<X509Certificate> anchors = pem(reader, settings.trustAnchor());
    check(reader, tls, signing, own);
    reader.check();
    List<WatchedCertificate> watched = new ArrayList<>();
    watched.add(new WatchedCertificate("federation-tls", tls.orElseThrow().certificate()));
    watched.add(new WatchedCertificate("federation-signing", signing.orElseThrow().certificate()));
    authorities.forEach(one -> watched.add(new WatchedCertificate("federation-truststore", one)));
    anchors.forEach(one -> watched.add(new WatchedCertificate("federation-trust-anchor", one)));
    return new FederationKeys(
        context(tls.get(), authorities),
        new BatchSigningKey(signing.get().key(), signing.get().certificate()),
        new TrustAnchors(anchors),
        List.copyOf(watched));
  }

  private static void check(
      SettingsReader reader,
      Optional<CertifiedKey> tls,
      Optional<CertifiedKey> signing,
      String own) {
    Setting<Path> tlsSetting = KeyStoreSettings.keystore("tls");
    Setting<Path> signingSetting = KeyStoreSettings.keystore("signing");
    String ofOwn = own + " (" + Country.OWN.name() + ")";
    // The gateway takes the first C of the subject for the country (protocol, authentication).
    reader.refuseIf(
        tls.filter(key -> !countriesOf(key).stream().limit(1).toList().equals(List.of(own)))
            .isPresent(),
        "the certificate's subject must have C=" + ofOwn,
        tlsSetting);
    // The gateway refuses another origin, two countries and other keys (what is signed).
    reader.refuseIf(
        signing.filter(key -> !countriesOf(key).equals(List.of(own))).isPresent(),
        "the certificate's subject must have exactly one C, " + ofOwn,
        signingSetting);
    reader.refuseIf(
        signing.map(FederationKeys::publicKey).filter(key -> !isStrong(key)).isPresent(),
        "the key must be EC on P-256, or RSA of " + MIN_RSA_BITS + " bits or more",
        signingSetting);
    reader.refuseIf(
        tls.isPresent()
            && tls.map(FederationKeys::publicKey).equals(signing.map(FederationKeys::publicKey)),
        "must not be the key of "
            + tlsSetting.name()
            + "; the gateway takes one certificate in one role",
        signingSetting);
  }

  /** The certificates of a PEM file; none after recording the fault. */
  private static List<X509Certificate> pem(SettingsReader reader, Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      List<X509Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .map(X509Certificate.class::cast)
              .toList();
      reader.refuseIf(
          certificates.isEmpty(), "holds no certificate: " + file, KeyStoreSettings.TRUST_ANCHOR);
      return certificates;
    } catch (IOException | GeneralSecurityException e) {
      reader.refuse(
          KeyStoreSettings.TRUST_ANCHOR.name()
              + ": no readable PEM file with certificates: "
              + file);
      return List.of();
    }
  }

  private static List<String> countriesOf(CertifiedKey pair) {
    return CertificateSubject.countriesOf(pair.certificate());
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
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      for (int i = 0; i < authorities.size(); i++) {
        trusted.setCertificateEntry("authority-" + i, authorities.get(i));
      }
      return TlsContext.of(Optional.of(keys), IN_MEMORY, Optional.of(trusted));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("every Java runtime has PKCS#12 and TLS", e);
    }
  }
}
