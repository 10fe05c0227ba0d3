package io.warnserver.signing;

import io.warnserver.protocols.keys.SignatureInfo;
import io.warnserver.settings.Mode;
import io.warnserver.settings.SettingsReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/**
 * The signing keys in force. Every reason not to use one is found when they are read, so that the
 * start stops with a line that names the setting.
 *
 * @param all at least one, in the order of the setting
 */
public record SigningKeys(List<SigningKey> all) {

  /**
   * ECDSA with SHA-256, the only algorithm that the apps know (key export format, {@code
   * signature_algorithm}).
   */
  public static final String ALGORITHM = "1.2.840.10045.4.3.2";

  /**
   * @throws IllegalArgumentException without a key
   */
  public SigningKeys {
    all = List.copyOf(all);
    if (all.isEmpty()) {
      throw new IllegalArgumentException("at least one signing key is needed");
    }
  }

  /**
   * Reads the settings and the key stores.
   *
   * @throws io.warnserver.settings.InvalidSettingsException naming each setting that is wrong
   */
  public static SigningKeys from(SettingsReader reader, Mode mode, Clock clock) {
    List<SigningKeySettings> settings = SigningKeySettings.from(reader, mode);
    List<Optional<SigningKey>> keys =
        settings.stream().map(one -> load(reader, mode, clock, one)).toList();
    reader.check();
    return new SigningKeys(keys.stream().flatMap(Optional::stream).toList());
  }

  /** Changes whenever a signature, or what it says of its key, would be another one. */
  public byte[] fingerprint() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (SigningKey key : all) {
      bytes.writeBytes(key.info().toByteArray());
      bytes.writeBytes(key.publicKey().getEncoded());
    }
    return bytes.toByteArray();
  }

  private static Optional<SigningKey> load(
      SettingsReader reader, Mode mode, Clock clock, SigningKeySettings settings) {
    String keystore = SigningKeySettings.keystore(settings.name()).name();
    if (!Files.isReadable(settings.keystore())) {
      reader.refuse(keystore + ": cannot read the file " + settings.keystore());
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(settings.keystore())) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, settings.password().revealChars());
      Key key = store.getKey(settings.alias(), settings.password().revealChars());
      Certificate certificate = store.getCertificate(settings.alias());
      if (key == null || certificate == null) {
        reader.refuse(
            SigningKeySettings.alias(settings.name()).name()
                + ": the key store has no private key with a certificate under '"
                + settings.alias()
                + "'");
        return Optional.empty();
      }
      return checked(reader, mode, clock, settings, key, (X509Certificate) certificate);
    } catch (IOException e) {
      refuseUnreadable(reader, settings, e);
    } catch (GeneralSecurityException e) {
      reader.refuse(keystore + ": not a usable PKCS#12 key store (" + settings.keystore() + ")");
    }
    return Optional.empty();
  }

  private static void refuseUnreadable(
      SettingsReader reader, SigningKeySettings settings, IOException e) {
    if (e.getCause() instanceof UnrecoverableKeyException) {
      reader.refuse(
          SigningKeySettings.password(settings.name()).name()
              + ": not the password of "
              + settings.keystore());
    } else {
      reader.refuse(
          SigningKeySettings.keystore(settings.name()).name()
              + ": not a readable PKCS#12 key store ("
              + settings.keystore()
              + ")");
    }
  }

  private static Optional<SigningKey> checked(
      SettingsReader reader,
      Mode mode,
      Clock clock,
      SigningKeySettings settings,
      Key key,
      X509Certificate certificate) {
    String keystore = SigningKeySettings.keystore(settings.name()).name();
    if (!(key instanceof ECPrivateKey privateKey) || !SigningKey.isOnP256(privateKey)) {
      reader.refuse(keystore + ": the key must be an EC key on P-256");
      return Optional.empty();
    }
    if (mode == Mode.PRODUCTION
        && certificate.getSubjectX500Principal().getName().contains("OU=Development")) {
      reader.refuse(keystore + ": holds a development key, which production mode refuses");
      return Optional.empty();
    }
    try {
      certificate.checkValidity(Date.from(clock.instant()));
    } catch (CertificateExpiredException e) {
      reader.refuse(
          keystore + ": the certificate expired on " + certificate.getNotAfter().toInstant());
      return Optional.empty();
    } catch (CertificateNotYetValidException e) {
      reader.refuse(
          keystore + ": the certificate is valid from " + certificate.getNotBefore().toInstant());
      return Optional.empty();
    }
    SignatureInfo info =
        SignatureInfo.newBuilder()
            .setAppBundleId(settings.appBundleId())
            .setAndroidPackage(settings.androidPackage())
            .setVerificationKeyVersion(settings.keyVersion())
            .setVerificationKeyId(settings.keyId())
            .setSignatureAlgorithm(ALGORITHM)
            .build();
    SigningKey signingKey = new SigningKey(settings.name(), privateKey, certificate, info);
    if (!signingKey.isPair()) {
      reader.refuse(keystore + ": the certificate is not that of the private key");
      return Optional.empty();
    }
    return Optional.of(signingKey);
  }
}
