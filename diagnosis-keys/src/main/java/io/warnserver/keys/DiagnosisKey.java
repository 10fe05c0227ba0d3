package io.warnserver.keys;

/**
 * A temporary exposure key of a person tested positive, checked and complete: no field is missing
 * or out of range.
 *
 * @param keyData the key itself
 * @param rollingStart when its use began
 * @param rollingPeriod for how many 10-minute intervals it was used, 1 to 144
 * @param transmissionRiskLevel 1 to 8
 * @param daysSinceOnsetOfSymptoms -15 to 4000
 * @param reportType why it is reported
 */
public record DiagnosisKey(
    KeyData keyData,
    IntervalNumber rollingStart,
    int rollingPeriod,
    int transmissionRiskLevel,
    int daysSinceOnsetOfSymptoms,
    ReportType reportType) {

  /**
   * @throws IllegalArgumentException for a value out of its range
   */
  public DiagnosisKey {
    requireRange(rollingPeriod, 1, IntervalNumber.PER_DAY, "rolling period");
    requireRange(transmissionRiskLevel, 1, 8, "transmission risk level");
    requireRange(daysSinceOnsetOfSymptoms, -15, 4000, "days since onset of symptoms");
  }

  /** The first interval in which it can no longer be used. */
  public IntervalNumber expiry() {
    return rollingStart.plus(rollingPeriod);
  }

  /** The same key with other key data. */
  public DiagnosisKey with(KeyData other) {
    return new DiagnosisKey(
        other,
        rollingStart,
        rollingPeriod,
        transmissionRiskLevel,
        daysSinceOnsetOfSymptoms,
        reportType);
  }

  /** Refuses a value that is out of its range. */
  static void requireRange(int value, int min, int max, String what) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(what + " must be from " + min + " to " + max);
    }
  }
}
