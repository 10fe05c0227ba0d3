package io.warnserver.signing;

import io.warnserver.keystores.CertifiedKey;
import io.warnserver.keystores.KeyStoreFile;
import io.warnserver.protocols.keys.SignatureInfo;
import io.warnserver.settings.Mode;
import io.warnserver.settings.Setting;
import io.warnserver.settings.SettingsReader;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * A signing key and when it signs.
 *
 * @param settings where it came from
 * @param key itself
 * @param start included
 * @param end excluded, after the start
 */
public record ConfiguredSigningKey(
    SigningKeySettings settings, SigningKey key, Instant start, Instant end) {

  /** Reads a key from its key store; empty after recording why it cannot be used. */
  static Optional<ConfiguredSigningKey> read(
      SettingsReader reader, Mode mode, SigningKeySettings settings) {
    String name = settings.name();
    return new KeyStoreFile(
            SigningKeySettings.keystore(name),
            settings.keystore(),
            SigningKeySettings.password(name),
            settings.password())
        .key(reader, mode, SigningKeySettings.alias(name), settings.alias())
        .flatMap(key -> checked(reader, settings, key));
  }

  private static Optional<ConfiguredSigningKey> checked(
      SettingsReader reader, SigningKeySettings settings, CertifiedKey key) {
    if (!(key.key() instanceof ECPrivateKey privateKey) || !SigningKey.isOnP256(privateKey)) {
      return refuse(
          reader,
          SigningKeySettings.keystore(settings.name()),
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
    return withTime(
        reader, settings, new SigningKey(settings.name(), privateKey, key.certificate(), info));
  }

  /** Nobody vouches for the key outside its certificate's validity, whatever the settings say. */
  private static Optional<ConfiguredSigningKey> withTime(
      SettingsReader reader, SigningKeySettings settings, SigningKey key) {
    Setting<?> startSetting = SigningKeySettings.start(settings.name());
    Setting<?> endSetting = SigningKeySettings.end(settings.name());
    Instant validFrom = key.certificate().getNotBefore().toInstant();
    Instant validUntil = key.certificate().getNotAfter().toInstant();
    Instant start = settings.start().orElse(validFrom);
    Instant end = settings.end().orElse(validUntil);
    String within =
        " must be within the certificate's validity, " + validFrom + " to " + validUntil;
    if (start.isBefore(validFrom) || start.isAfter(validUntil)) {
      return refuse(reader, startSetting, "'" + start + "'" + within);
    }
    if (end.isBefore(validFrom) || end.isAfter(validUntil)) {
      return refuse(reader, endSetting, "'" + end + "'" + within);
    }
    if (!start.isBefore(end)) {
      return refuse(
          reader,
          settings.end().isPresent() ? endSetting : startSetting,
          "the key would sign from " + start + " to " + end + ", which is never");
    }
    return Optional.of(new ConfiguredSigningKey(settings, key, start, end));
  }

  private static Optional<ConfiguredSigningKey> refuse(
      SettingsReader reader, Setting<?> setting, String why) {
    reader.refuse(setting.name() + ": " + why);
    return Optional.empty();
  }

  /** Whether it signs at a time. */
  boolean isInForce(Instant time) {
    return !time.isBefore(start) && time.isBefore(end);
  }

  /** Why it does not sign at a time, beginning with the setting that says so. */
  String whyNotInForce(Instant time) {
    String keystore = SigningKeySettings.keystore(key.name()).name();
    if (time.isBefore(start)) {
      return settings.start().isPresent()
          ? SigningKeySettings.start(key.name()).name() + ": signs from " + start
          : keystore + ": the certificate is valid from " + start;
    }
    return settings.end().isPresent()
        ? SigningKeySettings.end(key.name()).name() + ": signed until " + end
        : keystore + ": the certificate expired on " + end;
  }

  /** Whether its time ends soon: not yet, but no later than so long after a time. */
  boolean endsWithin(Duration duration, Instant time) {
    return time.isBefore(end) && Duration.between(time, end).compareTo(duration) <= 0;
  }

  /** One line for an operator about a key whose time ends soon, with the full days until then. */
  public String warning(Instant now) {
    long days = Duration.between(now, end).toDays();
    return "The signing key '"
        + settings.name()
        + "' signs until "
        + end
        + ": "
        + days
        + (days == 1 ? " day left" : " days left");
  }

  /**
   * Whether an app could take one for the other: it finds a key by id and version alone (key
   * packages, "The package").
   */
  boolean isAmbiguousWith(ConfiguredSigningKey other) {
    return settings.keyId().equals(other.settings.keyId())
        && settings.keyVersion().equals(other.settings.keyVersion())
        && start.isBefore(other.end)
        && other.start.isBefore(end)
        && !Arrays.equals(key.publicKey().getEncoded(), other.key.publicKey().getEncoded());
  }
}
