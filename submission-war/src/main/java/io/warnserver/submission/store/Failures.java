package io.warnserver.submission.store;

import io.warnserver.database.StorageException;
import java.sql.SQLException;
import java.util.Arrays;

/** What a failed statement says about trying again (PostgreSQL, "Error Codes"). */
final class Failures {

  private Failures() {}

  /** Whether the connection was lost, or the database is shutting down: another one may do. */
  static boolean isOfConnection(StorageException e) {
    return stateBegins(e, "08", "57P");
  }

  /**
   * Whether one of several requests can be the reason (its data, a conflict with somebody else), so
   * that the others succeed without it.
   */
  static boolean isOfOneRequest(StorageException e) {
    return stateBegins(e, "21", "22", "23", "40");
  }

  private static boolean stateBegins(StorageException e, String... kinds) {
    return e.getCause() instanceof SQLException cause
        && cause.getSQLState() != null
        && Arrays.stream(kinds).anyMatch(cause.getSQLState()::startsWith);
  }
}
