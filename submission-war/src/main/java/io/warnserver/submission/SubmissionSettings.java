package io.warnserver.submission;

import io.warnserver.keys.IntervalNumber;
import io.warnserver.keys.Retention;
import io.warnserver.keys.RiskDerivation;
import io.warnserver.keys.SupportedCountries;
import io.warnserver.settings.Mode;
import io.warnserver.settings.Setting;
import io.warnserver.settings.SettingsReader;
import java.net.URI;
import java.time.Duration;

/**
 * What an operator can set for submissions.
 *
 * @param maxKeys keys in a real submission, at most
 * @param maxRollingPeriod 10-minute intervals, 1 to 144
 * @param maxBodyBytes of a request's body
 * @param paddingFactor keys stored for each real one, itself included
 * @param retentionDays keys older than this are dropped
 * @param countries whose keys are taken
 * @param derivation between risk level and days since onset
 * @param verification the outside server
 */
record SubmissionSettings(
    int maxKeys,
    int maxRollingPeriod,
    int maxBodyBytes,
    int paddingFactor,
    int retentionDays,
    SupportedCountries countries,
    RiskDerivation derivation,
    Verification verification) {

  static final Setting<Integer> MAX_KEYS =
      Setting.integer(
          "warn.submission.max-keys", 14, 1, 100, "Keys in a real submission, at most.");

  static final Setting<Integer> MAX_ROLLING_PERIOD =
      Setting.integer(
          "warn.submission.max-rolling-period",
          IntervalNumber.PER_DAY,
          1,
          IntervalNumber.PER_DAY,
          "The longest rolling period that is taken, in 10-minute intervals.");

  static final Setting<Integer> MAX_BODY_BYTES =
      Setting.integer(
          "warn.submission.max-body-bytes",
          100 * 1024,
          1024,
          1024 * 1024,
          "The largest body that is read, in bytes.");

  static final Setting<Integer> PADDING_FACTOR =
      Setting.integer(
          "warn.submission.padding-factor",
          1,
          1,
          100,
          "Keys stored for each real key, itself included; the others have random key data.");

  static final Setting<URI> ADDRESS =
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
          "How long to wait for the verification server's answer.");

  /**
   * The outside verification server.
   *
   * @param address its base address
   * @param connectTimeout to get a connection
   * @param readTimeout to get an answer
   */
  record Verification(URI address, Duration connectTimeout, Duration readTimeout) {}

  /**
   * Reads all of them.
   *
   * @throws io.warnserver.settings.InvalidSettingsException naming each setting that is wrong
   */
  static SubmissionSettings from(SettingsReader reader) {
    Mode mode = reader.get(Mode.SETTING);
    Integer maxKeys = reader.get(MAX_KEYS);
    Integer maxRollingPeriod = reader.get(MAX_ROLLING_PERIOD);
    Integer maxBodyBytes = reader.get(MAX_BODY_BYTES);
    Integer paddingFactor = reader.get(PADDING_FACTOR);
    Integer retentionDays = reader.get(Retention.DAYS);
    URI address = reader.get(ADDRESS);
    Duration connectTimeout = reader.get(CONNECT_TIMEOUT);
    Duration readTimeout = reader.get(READ_TIMEOUT);
    if (mode != null) {
      mode.requireTls(reader, ADDRESS, address);
    }
    SupportedCountries countries = SupportedCountries.from(reader);
    RiskDerivation derivation = RiskDerivation.from(reader);
    reader.check();
    return new SubmissionSettings(
        maxKeys,
        maxRollingPeriod,
        maxBodyBytes,
        paddingFactor,
        retentionDays,
        countries,
        derivation,
        new Verification(address, connectTimeout, readTimeout));
  }
}
