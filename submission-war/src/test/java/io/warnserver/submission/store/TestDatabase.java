package io.warnserver.submission.store;

import io.warnserver.keys.store.Schema;
import io.warnserver.testing.PostgresDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** The schema on a real PostgreSQL that the tests of this module share; it ends with them. */
final class TestDatabase {

  private static final PostgresDatabase SHARED = PostgresDatabase.withRoles();

  static {
    new Schema(SHARED.as("warn_migration")).migrate();
  }

  private TestDatabase() {}

  /** Connections as the role that submits; each one is new. */
  static DataSource submission() {
    return SHARED.as("warn_submission");
  }

  /** With all rights, for what a test disturbs. */
  static Connection owner() throws SQLException {
    return SHARED.as("warn_migration").getConnection();
  }

  static void execute(String sql) {
    SHARED.execute(sql);
  }

  /** The rows of a query, the columns of each joined by a blank. */
  static List<String> query(String sql) {
    return SHARED.rows(sql);
  }
}
