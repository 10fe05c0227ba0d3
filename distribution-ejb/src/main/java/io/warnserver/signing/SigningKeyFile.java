package io.warnserver.signing;

import io.warnserver.keystores.CertifiedKey;
import io.warnserver.keystores.KeyStoreFile;
import io.warnserver.protocols.keys.SignatureInfo;
import io.warnserver.settings.Mode;
import io.warnserver.settings.SettingsReader;
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
    String name = settings.name();
    return new KeyStoreFile(
            SigningKeySettings.keystore(name),
            settings.keystore(),
            SigningKeySettings.password(name),
            settings.password())
        .key(reader, mode, SigningKeySettings.alias(name), settings.alias())
        .flatMap(this::checked);
  }

  private Optional<ConfiguredSigningKey> checked(CertifiedKey key) {
    if (!(key.key() instanceof ECPrivateKey privateKey) || !SigningKey.isOnP256(privateKey)) {
      return refuse(
          SigningKeySettings.keystore(settings.name()).name(),
          "the key must be an EC key on P-256");
    }
    SignatureInfo info =
        SignatureInfo.newBuilder()
            .setAppBundleId(settings.appBundleId())
            .setAndroidPackage(settings.androidPackage())
            .setVerificationKeyVersion(settings.keyVersion())
            .setVerificationKeyId(settings.keyId())
            .setSignatureAlgorithm(SigningKeys.ALGORITHM)
            .build();
    return withTime(new SigningKey(settings.name(), privateKey, key.certificate(), info));
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
