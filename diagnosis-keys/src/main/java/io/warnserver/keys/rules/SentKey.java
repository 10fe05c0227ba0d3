package io.warnserver.keys.rules;

import java.util.OptionalInt;

/**
 * A key as somebody sent it: nothing has been checked yet, any field can have any value.
 *
 * @param keyData any number of bytes
 * @param rollingStart any number
 * @param rollingPeriod any number
 * @param transmissionRiskLevel any number, where given
 * @param daysSinceOnsetOfSymptoms any number, where given
 * @param reportType any number
 */
@SuppressWarnings("ArrayRecordComponent") // Short-lived; nobody compares two of them.
public record SentKey(
    byte[] keyData,
    int rollingStart,
    int rollingPeriod,
    OptionalInt transmissionRiskLevel,
    OptionalInt daysSinceOnsetOfSymptoms,
    int reportType) {

  /** Shows nothing of the key. */
  @Override
  public String toString() {
    return "SentKey[********]";
  }
}
