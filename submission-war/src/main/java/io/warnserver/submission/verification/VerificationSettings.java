package io.warnserver.submission.verification;

import io.warnserver.certificates.WatchedCertificate;
import io.warnserver.keystores.ClientTls;
import io.warnserver.settings.Mode;
import io.warnserver.settings.Secret;
import io.warnserver.settings.Setting;
import io.warnserver.settings.SettingsReader;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How the outside verification server is reached. What each value means, its setting says.
 *
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
    Optional<ClientTls> tls) {

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
    reader.get(Mode.SETTING).requireTls(reader, ADDRESS, reader.get(ADDRESS));
    VerificationSettings settings =
        new VerificationSettings(
            reader.get(ADDRESS),
            reader.get(CONNECT_TIMEOUT),
            reader.get(READ_TIMEOUT),
            reader.get(LATE_PATIENCE),
            reader.get(PROBE_INTERVAL),
            reader.get(MAX_AT_ONCE),
            reader.get(MAX_WRONG_PER_SECOND),
            ClientTls.read(
                reader,
                new ClientTls.File(KEY_STORE, KEY_STORE_PASSWORD),
                new ClientTls.File(TRUST_STORE, TRUST_STORE_PASSWORD)));
    reader.check();
    return settings;
  }

  /** What is to be watched of them. */
  public List<WatchedCertificate> certificates() {
    return Stream.concat(
            watched("verification-client", ClientTls::own),
            watched("verification-truststore", ClientTls::trusted))
        .toList();
  }

  private Stream<WatchedCertificate> watched(
      String role, Function<ClientTls, List<X509Certificate>> which) {
    return tls.stream().map(which).flatMap(List::stream).map(c -> new WatchedCertificate(role, c));
  }

  /** From asking until nobody listens any longer: the answer has come by then, or never counts. */
  public Duration longest() {
    return connectTimeout.plus(readTimeout).plus(latePatience);
  }
}
