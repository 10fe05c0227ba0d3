package io.warnserver.distribution.testing;

import io.warnserver.keys.IntervalNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Makes keys; the same ones in every run of a test. */
public final class TestKeys {

  private static final Duration LONG_EXPIRED = Duration.ofDays(1);

  private final Random random = new Random(140);
  private int made;

  /** A key of somebody in Germany that can be published as soon as it is submitted. */
  public ArrivingKey readyAt(Instant submission) {
    byte[] data = new byte[16];
    random.nextBytes(data);
    return new ArrivingKey(
            HexFormat.of().formatHex(data),
            0,
            IntervalNumber.PER_DAY,
            made++ % 8 + 1,
            "DE",
            "DE",
            0)
        .expiringAt(submission.minus(LONG_EXPIRED))
        .submittedAt(submission);
  }

  /** As many such keys. */
  public List<ArrivingKey> readyAt(Instant submission, int count) {
    return Stream.generate(() -> readyAt(submission)).limit(count).toList();
  }
}
