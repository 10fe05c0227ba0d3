package io.warnserver.keys;

import java.util.List;
import java.util.Optional;

/** Why a key is reported (key export format, {@code ReportType}); in the order of the numbers. */
public enum ReportType {
  /** Not known. */
  UNKNOWN(0),
  /** A laboratory's test. */
  CONFIRMED_TEST(1),
  /** A physician's diagnosis. */
  CONFIRMED_CLINICAL_DIAGNOSIS(2),
  /** The person's own word. */
  SELF_REPORT(3),
  /** Reserved for future use by the frameworks. */
  RECURSIVE(4),
  /** Takes an earlier key back. */
  REVOKED(5);

  private static final List<ReportType> BY_NUMBER = List.of(values());

  private final int number;

  ReportType(int number) {
    this.number = number;
  }

  /** The number on the wire and in the database, 0 to 5. */
  public int number() {
    return number;
  }

  /** The type with a number on the wire; empty for a number that is not known. */
  public static Optional<ReportType> of(int number) {
    return number >= 0 && number < BY_NUMBER.size()
        ? Optional.of(BY_NUMBER.get(number))
        : Optional.empty();
  }
}
