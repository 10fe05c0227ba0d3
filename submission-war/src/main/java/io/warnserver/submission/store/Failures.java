package io.warnserver.submission.store;

import io.warnserver.database.StorageException;
import java.sql.SQLException;

/** What a failed statement says about trying again (PostgreSQL, "Error Codes"). */
final class Failures {

  private Failures() {}

  /** Whether the connection was lost, or the database is shutting down: another one may do. */
  static boolean isOfConnection(StorageException e) {
    String state = state(e);
    return state.startsWith("08") || state.startsWith("57P");
  }

  /**
   * Whether one of several requests can be the reason (its data, a conflict with somebody else), so
   * that the others succeed without it.
   */
  static boolean isOfOneRequest(StorageException e) {
    String state = state(e);
    return state.startsWith("21")
        || state.startsWith("22")
        || state.startsWith("23")
        || state.startsWith("40");
  }

  private static String state(StorageException e) {
    return e.getCause() instanceof SQLException cause && cause.getSQLState() != null
        ? cause.getSQLState()
        : "";
  }
}
