package io.warnserver.submission.base;

import com.google.protobuf.ByteString;
import io.warnserver.keys.IntervalNumber;
import io.warnserver.protocols.keys.SubmissionPayload;
import io.warnserver.protocols.keys.TemporaryExposureKey;
import io.warnserver.settings.SettingsReader;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Good settings, keys and payloads, for tests to change in one place. */
public final class Samples {

  /** A Thursday, 12:34 UTC. */
  public static final Instant NOW = Instant.parse("2026-01-15T12:34:56Z");

  /** The midnight before {@link #NOW}. */
  public static final int TODAY =
      IntervalNumber.containing(Instant.parse("2026-01-15T00:00:00Z")).value();

  public static final String TAN = "8a7e2f60-1b3c-4d5e-9f80-0123456789ab";

  private Samples() {}

  /** Defaults, with Germany as the own country and the Netherlands supported. */
  public static SubmissionSettings settings() {
    return settings(Map.of());
  }

  public static SubmissionSettings settings(Map<String, String> changed) {
    Map<String, String> values = new HashMap<>();
    values.put("warn.submission.verification.url", "https://verification.example");
    values.put("warn.supported-countries", "DE,FR,NL");
    values.putAll(changed);
    return SubmissionSettings.from(
        new SettingsReader(name -> Optional.ofNullable(values.get(name))));
  }

  /** Yesterday's key, its data filled with one byte. */
  public static TemporaryExposureKey.Builder key(int fill) {
    return TemporaryExposureKey.newBuilder()
        .setKeyData(keyData(fill, 16))
        .setRollingStartIntervalNumber(TODAY - 144)
        .setRollingPeriod(144)
        .setTransmissionRiskLevel(5)
        .setDaysSinceOnsetOfSymptoms(1);
  }

  public static ByteString keyData(int fill, int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) fill);
    return ByteString.copyFrom(bytes);
  }

  public static SubmissionPayload.Builder payload(TemporaryExposureKey.Builder... keys) {
    SubmissionPayload.Builder payload = SubmissionPayload.newBuilder();
    Arrays.stream(keys).forEach(payload::addKeys);
    return payload;
  }

  /** That many different good keys. */
  public static SubmissionPayload.Builder payloadOf(int keys) {
    SubmissionPayload.Builder payload = SubmissionPayload.newBuilder();
    for (int i = 0; i < keys; i++) {
      payload.addKeys(key(i));
    }
    return payload;
  }
}
