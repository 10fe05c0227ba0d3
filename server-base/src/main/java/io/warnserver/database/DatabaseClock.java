package io.warnserver.database;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether this machine and the database agree on the time. The hours of keys and packages are the
 * machine's, and what is published too early, or deleted, stays so for weeks; all instances share
 * the database's clock.
 */
public final class DatabaseClock {

  /** How far the two may differ. */
  public static final Duration ALLOWED = Duration.ofMinutes(3);

  private static final String NOW =
      "select cast(extract(epoch from clock_timestamp()) * 1000 as bigint)";

  private DatabaseClock() {}

  /**
   * Compares them, with one query.
   *
   * @param machine the machine's clock, also where the server's was moved away from it
   * @return what is wrong, for operators; empty if they agree
   * @throws StorageException if the database did not say
   */
  public static Optional<String> disagreement(Transactions transactions, Clock machine) {
    Instant asked = machine.instant();
    Instant database =
        Instant.ofEpochMilli(
            transactions.<Number>call(entities -> NativeSql.number(entities, NOW)).longValue());
    Instant answered = machine.instant();
    if (asked.isAfter(database.plus(ALLOWED))) {
      return Optional.of(difference(Duration.between(database, asked), "ahead of"));
    } else if (answered.isBefore(database.minus(ALLOWED))) {
      return Optional.of(difference(Duration.between(answered, database), "behind"));
    }
    return Optional.empty();
  }

  private static String difference(Duration difference, String where) {
    return "this machine's clock is "
        + difference.toMinutes()
        + " minutes "
        + where
        + " the database's: set the one that is wrong";
  }
}
