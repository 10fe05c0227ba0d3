package io.warnserver.local.data;

import com.google.protobuf.ByteString;
import io.warnserver.keys.HourNumber;
import io.warnserver.keys.IntervalNumber;
import io.warnserver.keys.KeyData;
import io.warnserver.protocols.federation.DiagnosisKey;
import io.warnserver.protocols.federation.ReportType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Makes keys of another country, as its server uploads them (federation gateway protocol,
 * messages): whole past days, some of which do not begin at midnight, confirmed by a test or a
 * doctor. The same arguments give the same keys.
 */
public final class ForeignKeys {

  private static final int MOST_DAYS_AGO = 12;
  private static final int RISK_LEVELS = 8;
  private static final int NO_RISK = 0x7fffffff;
  private static final int FIRST_ONSET = -3;
  private static final int LAST_ONSET = 14;

  private static final int IN_AN_HOUR = 40;
  private static final int MORE = 15;

  private ForeignKeys() {}

  /**
   * What countries upload in one hour, a list each. Pure arithmetic on the hour, so that every play
   * of an hour is alike.
   */
  public static Map<String, List<DiagnosisKey>> ofHour(List<String> countries, HourNumber hour) {
    Map<String, List<DiagnosisKey>> uploads = new LinkedHashMap<>();
    for (int i = 0; i < countries.size(); i++) {
      int count = IN_AN_HOUR + (hour.value() + i) % MORE;
      uploads.put(
          countries.get(i),
          make(countries.get(i), List.of("DE", "FR", "NL"), count, hour.plus(1), hour.value()));
    }
    return uploads;
  }

  /**
   * Makes keys.
   *
   * @param origin the country; it is among the visited ones
   * @param visited each of these was visited by chance
   * @param count how many
   * @param hour when they are uploaded: all expired at least two hours before
   * @param seed for everything that is left to chance
   */
  public static List<DiagnosisKey> make(
      String origin, List<String> visited, int count, HourNumber hour, long seed) {
    SplittableRandom random = new SplittableRandom(seed ^ origin.hashCode());
    List<DiagnosisKey> keys = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      keys.add(one(origin, visited, hour, random));
    }
    return keys;
  }

  private static DiagnosisKey one(
      String origin, List<String> visited, HourNumber hour, SplittableRandom random) {
    DiagnosisKey.Builder key =
        DiagnosisKey.newBuilder()
            .setKeyData(ByteString.copyFrom(KeyData.random(random).toBytes()))
            .setRollingStartIntervalNumber(start(hour, random))
            .setRollingPeriod(IntervalNumber.PER_DAY)
            .setTransmissionRiskLevel(
                random.nextInt(4) == 0 ? NO_RISK : 1 + random.nextInt(RISK_LEVELS))
            .addVisitedCountries(origin)
            .setOrigin(origin)
            .setReportType(
                random.nextInt(10) == 0
                    ? ReportType.CONFIRMED_CLINICAL_DIAGNOSIS
                    : ReportType.CONFIRMED_TEST)
            .setDaysSinceOnsetOfSymptoms(random.nextInt(FIRST_ONSET, LAST_ONSET + 1));
    for (String country : visited) {
      if (!country.equals(origin) && random.nextBoolean()) {
        key.addVisitedCountries(country);
      }
    }
    return key.build();
  }

  /** One key in eight begins at any time of the day before. */
  private static int start(HourNumber hour, SplittableRandom random) {
    int today = IntervalNumber.containing(hour.start()).value();
    int midnight = today - today % IntervalNumber.PER_DAY;
    int start = midnight - IntervalNumber.PER_DAY * (2 + random.nextInt(MOST_DAYS_AGO - 1));
    return random.nextInt(8) == 0 ? start - random.nextInt(IntervalNumber.PER_DAY) : start;
  }
}
