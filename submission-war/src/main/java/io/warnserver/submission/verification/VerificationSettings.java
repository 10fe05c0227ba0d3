package io.warnserver.submission.verification;

import io.warnserver.keystores.KeyStoreFile;
import io.warnserver.settings.Mode;
import io.warnserver.settings.Secret;
import io.warnserver.settings.Setting;
import io.warnserver.settings.SettingsReader;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How the outside verification server is reached.
 *
 * @param address its base address
 * @param connectTimeout to get a connection
 * @param readTimeout to get an answer
 * @param latePatience how much longer an answer still counts, after the app was told to try again
 * @param probeInterval between two questions of the server's own, in good times
 * @param maxAtOnce questions that are not settled, at most
 * @param maxWrongPerSecond TANs that are refused in a second, at most, before nothing is asked
 * @param tls with the key store that shows who asks, and the certificates that are trusted; empty:
 *     no key, and what the Java runtime trusts
 */
public record VerificationSettings(
    URI address,
    Duration connectTimeout,
    Duration readTimeout,
    Duration latePatience,
    Duration probeInterval,
    int maxAtOnce,
    int maxWrongPerSecond,
    Optional<SSLContext> tls) {

  /** {@code warn.submission.verification.url}. */
  public static final Setting<URI> ADDRESS =
      Setting.address(
          "warn.submission.verification.url", "The verification server's base address.");

  static final Setting<Duration> CONNECT_TIMEOUT =
      Setting.duration(
          "warn.submission.verification.connect-timeout",
          Duration.ofSeconds(2),
          Duration.ofMillis(10),
          Duration.ofMinutes(1),
          "How long to wait for a connection to the verification server.");

  static final Setting<Duration> READ_TIMEOUT =
      Setting.duration(
          "warn.submission.verification.read-timeout",
          Duration.ofSeconds(5),
          Duration.ofMillis(10),
          Duration.ofMinutes(1),
          "How long to wait for the verification server's answer, a connection included.");

  static final Setting<Duration> LATE_PATIENCE =
      Setting.duration(
          "warn.submission.verification.late-patience",
          Duration.ofSeconds(10),
          Duration.ZERO,
          Duration.ofMinutes(1),
          "How much longer an answer of the verification server still counts, after the app was told to try again.");

  static final Setting<Duration> PROBE_INTERVAL =
      Setting.duration(
          "warn.submission.verification.probe-interval",
          Duration.ofSeconds(10),
          Duration.ofSeconds(1),
          Duration.ofHours(1),
          "How often the verification server is asked for a TAN that nobody has, which it must refuse.");

  static final Setting<Integer> MAX_AT_ONCE =
      Setting.integer(
          "warn.submission.verification.max-at-once",
          256,
          1,
          10_000,
          "Questions to the verification server that are not settled, at most; more are answered 503.");

  static final Setting<Integer> MAX_WRONG_PER_SECOND =
      Setting.integer(
          "warn.submission.verification.max-wrong-per-second",
          50,
          1,
          10_000,
          "Wrong TANs a second after which the verification server is not asked; submissions are answered 503 meanwhile.");

  static final Setting<Optional<Path>> KEY_STORE =
      Setting.optionalPath(
          "warn.submission.verification.keystore",
          "PKCS#12 file with the key and certificate that this server shows to the verification server.");

  static final Setting<Optional<Secret>> KEY_STORE_PASSWORD =
      Setting.optionalSecret(
          "warn.submission.verification.keystore-password",
          "Password of that key store and of its entry.");

  static final Setting<Optional<Path>> TRUST_STORE =
      Setting.optionalPath(
          "warn.submission.verification.truststore",
          "PKCS#12 file with the certificates that the verification server is trusted by.");

  static final Setting<Optional<Secret>> TRUST_STORE_PASSWORD =
      Setting.optionalSecret(
          "warn.submission.verification.truststore-password", "Password of that trust store.");

  /**
   * Reads all of them, and the key stores.
   *
   * @throws io.warnserver.settings.InvalidSettingsException naming each setting that is wrong; in
   *     production also without a key store
   */
  public static VerificationSettings from(SettingsReader reader) {
    Mode mode = reader.get(Mode.SETTING);
    URI address = reader.get(ADDRESS);
    Duration connectTimeout = reader.get(CONNECT_TIMEOUT);
    Duration readTimeout = reader.get(READ_TIMEOUT);
    Duration latePatience = reader.get(LATE_PATIENCE);
    Duration probeInterval = reader.get(PROBE_INTERVAL);
    int maxAtOnce = reader.get(MAX_AT_ONCE);
    int maxWrongPerSecond = reader.get(MAX_WRONG_PER_SECOND);
    Optional<Path> keyStore = reader.get(KEY_STORE);
    Optional<Secret> keyStorePassword = reader.get(KEY_STORE_PASSWORD);
    Optional<Path> trustStore = reader.get(TRUST_STORE);
    Optional<Secret> trustStorePassword = reader.get(TRUST_STORE_PASSWORD);
    mode.requireTls(reader, ADDRESS, address);
    keyStorePassword.ifPresent(
        secret -> mode.requireRealSecret(reader, secretOf(KEY_STORE_PASSWORD), secret));
    reader.refuseIf(
        mode == Mode.PRODUCTION && keyStore.isEmpty(),
        "must be a PKCS#12 file in production mode",
        KEY_STORE,
        Mode.SETTING);
    reader.check();
    Optional<SSLContext> tls =
        VerificationTls.load(
            reader,
            file(reader, KEY_STORE, keyStore, KEY_STORE_PASSWORD, keyStorePassword),
            file(reader, TRUST_STORE, trustStore, TRUST_STORE_PASSWORD, trustStorePassword));
    reader.check();
    return new VerificationSettings(
        address,
        connectTimeout,
        readTimeout,
        latePatience,
        probeInterval,
        maxAtOnce,
        maxWrongPerSecond,
        tls);
  }

  private static Optional<KeyStoreFile> file(
      SettingsReader reader,
      Setting<Optional<Path>> setting,
      Optional<Path> file,
      Setting<Optional<Secret>> passwordSetting,
      Optional<Secret> password) {
    if (file.isPresent() && password.isEmpty()) {
      reader.refuse(passwordSetting.name() + " is missing: it must be a secret");
    }
    return file.flatMap(
        path -> password.map(secret -> new KeyStoreFile(setting, path, passwordSetting, secret)));
  }

  /** From asking until nobody listens any longer: the answer has come by then, or never counts. */
  public Duration longest() {
    return connectTimeout.plus(readTimeout).plus(latePatience);
  }

  private static Setting<Secret> secretOf(Setting<Optional<Secret>> optional) {
    return Setting.secret(optional.name(), optional.meaning());
  }
}
