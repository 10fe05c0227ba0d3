package io.warnserver.submission.base;

import io.warnserver.keys.IntervalNumber;
import io.warnserver.keys.Retention;
import io.warnserver.keys.RiskDerivation;
import io.warnserver.keys.SupportedCountries;
import io.warnserver.settings.Setting;
import io.warnserver.settings.SettingsReader;
import java.time.Duration;

/** What an operator can set for submissions; what each means, its setting says. */
public record SubmissionSettings(
    int maxKeys,
    int maxRollingPeriod,
    int maxBodyBytes,
    int paddingFactor,
    int retentionDays,
    int maxInFlight,
    Duration bodyTimeout,
    Duration answerStep,
    Duration tanRetention,
    Duration hashKeysReload,
    SupportedCountries countries,
    RiskDerivation derivation) {

  static final Setting<Integer> MAX_KEYS =
      Setting.integer("warn.submission.max-keys", 16, 1, 30, "Keys in a real submission, at most.");

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

  static final Setting<Integer> MAX_IN_FLIGHT =
      Setting.integer(
          "warn.submission.max-in-flight",
          1_024,
          1,
          10_000,
          "Requests that are not answered yet, real and fake, at most; more are answered 503.");

  static final Setting<Duration> BODY_TIMEOUT =
      Setting.duration(
          "warn.submission.body-timeout",
          Duration.ofSeconds(10),
          Duration.ofMillis(100),
          Duration.ofMinutes(1),
          "How long a client may take to send a body.");

  static final Setting<Duration> ANSWER_STEP =
      Setting.duration(
          "warn.submission.answer-step",
          Duration.ofMillis(200),
          Duration.ofMillis(10),
          Duration.ofMinutes(1),
          "How long after a request has come its answer leaves; 2, 3, 5, 10 or 25 times as long while real ones take longer.");

  static final Setting<Duration> TAN_RETENTION =
      Setting.duration(
          "warn.submission.tan-retention",
          Duration.ofHours(24),
          Duration.ofHours(1),
          Duration.ofDays(7),
          "How long it is remembered what came of a TAN.");

  static final Setting<Duration> HASH_KEYS_RELOAD =
      Setting.duration(
          "warn.submission.tan-hash.reload-interval",
          Duration.ofMinutes(1),
          Duration.ofSeconds(1),
          Duration.ofHours(1),
          "How often the keys that TANs are hashed with are read again.");

  /**
   * Reads all of them.
   *
   * @throws io.warnserver.settings.InvalidSettingsException naming each setting that is wrong
   */
  public static SubmissionSettings from(SettingsReader reader) {
    SubmissionSettings settings =
        new SubmissionSettings(
            reader.get(MAX_KEYS),
            reader.get(MAX_ROLLING_PERIOD),
            reader.get(MAX_BODY_BYTES),
            reader.get(PADDING_FACTOR),
            reader.get(Retention.DAYS),
            reader.get(MAX_IN_FLIGHT),
            reader.get(BODY_TIMEOUT),
            reader.get(ANSWER_STEP),
            reader.get(TAN_RETENTION),
            reader.get(HASH_KEYS_RELOAD),
            SupportedCountries.from(reader),
            RiskDerivation.from(reader));
    reader.check();
    return settings;
  }
}
