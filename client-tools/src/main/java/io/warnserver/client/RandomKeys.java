package io.warnserver.client;

import com.google.protobuf.ByteString;
import io.warnserver.protocols.keys.TemporaryExposureKey;
import io.warnserver.protocols.keys.TemporaryExposureKey.ReportType;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Keys as a phone has collected them: one for each of the past UTC days, none for today.
 *
 * @param clock the keys are past at its time
 * @param random a {@link java.security.SecureRandom} where the keys meet real ones
 */
public record RandomKeys(Clock clock, RandomGenerator random) {
  /** As many days as a phone hands out. */
  public static final int DAYS = 14;

  private static final int INTERVALS_A_DAY = 144;

  /**
   * One key for yesterday, one for the day before, and so on, in random order; with more than
   * {@link #DAYS} several a day.
   *
   * @param count 0 to 1000
   */
  public List<TemporaryExposureKey> ofPastDays(int count) {
    if (count < 0 || count > 1000) {
      throw new IllegalArgumentException("the number of keys is outside 0..1000");
    }
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return IntStream.range(0, count)
        .mapToObj(i -> ofDay(today.minusDays(1 + i % DAYS)))
        .sorted(
            Comparator.comparing(
                TemporaryExposureKey::getKeyData, ByteString.unsignedLexicographicalComparator()))
        .toList();
  }

  /**
   * A key of the whole of one UTC day, with random data, level 1 to 8 and 0 to 14 days since onset.
   */
  public TemporaryExposureKey ofDay(LocalDate day) {
    byte[] data = new byte[16];
    random.nextBytes(data);
    return TemporaryExposureKey.newBuilder()
        .setKeyData(ByteString.copyFrom(data))
        .setRollingStartIntervalNumber((int) day.toEpochDay() * INTERVALS_A_DAY)
        .setRollingPeriod(INTERVALS_A_DAY)
        .setTransmissionRiskLevel(1 + random.nextInt(8))
        .setReportType(ReportType.CONFIRMED_TEST)
        .setDaysSinceOnsetOfSymptoms(random.nextInt(15))
        .build();
  }
}
