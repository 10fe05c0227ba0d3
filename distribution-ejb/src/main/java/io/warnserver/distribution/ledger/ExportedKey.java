package io.warnserver.distribution.ledger;

/**
 * What a package carries of a key.
 *
 * @param keyData 16 bytes
 * @param rollingStart 10-minute intervals since the Unix epoch
 * @param rollingPeriod 10-minute intervals, 1 to 144
 * @param transmissionRiskLevel 1 to 8
 */
@SuppressWarnings(
    "ArrayRecordComponent") // Lives for one line of the export; nobody compares two of them.
public record ExportedKey(
    byte[] keyData, int rollingStart, int rollingPeriod, int transmissionRiskLevel) {

  /** Shows nothing of the key. */
  @Override
  public String toString() {
    return "ExportedKey[********]";
  }
}
