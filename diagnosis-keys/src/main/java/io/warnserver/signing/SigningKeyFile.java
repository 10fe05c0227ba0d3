package io.warnserver.signing;

import io.warnserver.protocols.keys.SignatureInfo;
import io.warnserver.settings.Mode;
import io.warnserver.settings.SettingsReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.time.Instant;
import java.util.Optional;

/** Reads one signing key from its key store, and refuses one that cannot be used. */
final class SigningKeyFile {

  private final SettingsReader reader;
  private final Mode mode;
  private final SigningKeySettings settings;

  private SigningKeyFile(SettingsReader reader, Mode mode, SigningKeySettings settings) {
    this.reader = reader;
    this.mode = mode;
    this.settings = settings;
  }

  /** The key; empty after recording the fault that the reader's check will report. */
  static Optional<ConfiguredSigningKey> read(
      SettingsReader reader, Mode mode, SigningKeySettings settings) {
    return new SigningKeyFile(reader, mode, settings).read();
  }

  private Optional<ConfiguredSigningKey> read() {
    if (!Files.isReadable(settings.keystore())) {
      return refuse(keystore(), "cannot read the file " + settings.keystore());
    }
    try (InputStream in = Files.newInputStream(settings.keystore())) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, settings.password().revealChars());
      Key key = store.getKey(settings.alias(), settings.password().revealChars());
      Certificate certificate = store.getCertificate(settings.alias());
      if (key == null || certificate == null) {
        return refuse(
            SigningKeySettings.alias(settings.name()).name(),
            "the key store has no private key with a certificate under '" + settings.alias() + "'");
      }
      return checked(key, (X509Certificate) certificate);
    } catch (IOException e) {
      return e.getCause() instanceof UnrecoverableKeyException
          ? refuse(
              SigningKeySettings.password(settings.name()).name(),
              "not the password of " + settings.keystore())
          : refuse(keystore(), "not a readable PKCS#12 key store (" + settings.keystore() + ")");
    } catch (GeneralSecurityException e) {
      return refuse(keystore(), "not a usable PKCS#12 key store (" + settings.keystore() + ")");
    }
  }

  private Optional<ConfiguredSigningKey> checked(Key key, X509Certificate certificate) {
    if (!(key instanceof ECPrivateKey privateKey) || !SigningKey.isOnP256(privateKey)) {
      return refuse(keystore(), "the key must be an EC key on P-256");
    }
    if (mode == Mode.PRODUCTION
        && certificate.getSubjectX500Principal().getName().contains("OU=Development")) {
      return refuse(keystore(), "holds a development key, which production mode refuses");
    }
    SignatureInfo info =
        SignatureInfo.newBuilder()
            .setAppBundleId(settings.appBundleId())
            .setAndroidPackage(settings.androidPackage())
            .setVerificationKeyVersion(settings.keyVersion())
            .setVerificationKeyId(settings.keyId())
            .setSignatureAlgorithm(SigningKeys.ALGORITHM)
            .build();
    SigningKey signingKey = new SigningKey(settings.name(), privateKey, certificate, info);
    if (!signingKey.isPair()) {
      return refuse(keystore(), "the certificate is not that of the private key");
    }
    return withTime(signingKey);
  }

  /** Nobody vouches for the key outside its certificate's validity, whatever the settings say. */
  private Optional<ConfiguredSigningKey> withTime(SigningKey key) {
    Instant validFrom = key.certificate().getNotBefore().toInstant();
    Instant validUntil = key.certificate().getNotAfter().toInstant();
    Instant start = settings.start().orElse(validFrom);
    Instant end = settings.end().orElse(validUntil);
    String within =
        " must be within the certificate's validity, " + validFrom + " to " + validUntil;
    if (start.isBefore(validFrom) || start.isAfter(validUntil)) {
      return refuse(startSetting(), "'" + start + "'" + within);
    }
    if (end.isBefore(validFrom) || end.isAfter(validUntil)) {
      return refuse(endSetting(), "'" + end + "'" + within);
    }
    if (!start.isBefore(end)) {
      return refuse(
          settings.end().isPresent() ? endSetting() : startSetting(),
          "the key would sign from " + start + " to " + end + ", which is never");
    }
    return Optional.of(new ConfiguredSigningKey(settings, key, start, end));
  }

  private String keystore() {
    return SigningKeySettings.keystore(settings.name()).name();
  }

  private String startSetting() {
    return SigningKeySettings.start(settings.name()).name();
  }

  private String endSetting() {
    return SigningKeySettings.end(settings.name()).name();
  }

  private Optional<ConfiguredSigningKey> refuse(String setting, String why) {
    reader.refuse(setting + ": " + why);
    return Optional.empty();
  }
}
