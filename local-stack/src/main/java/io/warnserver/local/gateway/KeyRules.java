package io.warnserver.local.gateway;

import io.warnserver.keys.IntervalNumber;
import io.warnserver.keys.KeyData;
import io.warnserver.protocols.federation.DiagnosisKey;
import java.time.Instant;

/** Which keys the gateway takes (federation gateway protocol, messages). */
final class KeyRules {

  private static final int DAYS = 15;
  private static final int MAX_RISK = 8;
  private static final int NO_RISK = 0x7fffffff;
  private static final int LAST_REPORT_TYPE = 5;

  private final String origin;
  private final int firstStart;
  private final int lastStart;

  /**
   * @param origin the country that uploads
   * @param now the time
   */
  KeyRules(String origin, Instant now) {
    this.origin = origin;
    int current = IntervalNumber.containing(now).value();
    this.firstStart = (current / IntervalNumber.PER_DAY - DAYS) * IntervalNumber.PER_DAY;
    this.lastStart = current + 1;
  }

  /**
   * One bad key rejects the whole upload.
   *
   * @throws Refusal with 400
   */
  void require(DiagnosisKey key) {
    Refusal.when(key.getKeyData().size() != KeyData.LENGTH, 400, "keyData must be 16 bytes");
    long start = Integer.toUnsignedLong(key.getRollingStartIntervalNumber());
    Refusal.when(start < firstStart || start > lastStart, 400, "rollingStart is out of bounds");
    long period = Integer.toUnsignedLong(key.getRollingPeriod());
    Refusal.when(
        period < 1 || period > IntervalNumber.PER_DAY, 400, "rollingPeriod is out of bounds");
    int risk = key.getTransmissionRiskLevel();
    Refusal.when(
        (risk < 0 || risk > MAX_RISK) && risk != NO_RISK,
        400,
        "transmissionRiskLevel is out of bounds");
    Refusal.when(!key.getOrigin().equals(origin), 400, "the origin is another country");
  }

  /** Whether the report type is known: the only fault that does not reject all keys. */
  static boolean hasKnownReportType(DiagnosisKey key) {
    return key.getReportTypeValue() >= 0 && key.getReportTypeValue() <= LAST_REPORT_TYPE;
  }
}
