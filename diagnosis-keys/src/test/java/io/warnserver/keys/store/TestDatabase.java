package io.warnserver.keys.store;

import io.warnserver.testing.PostgresDatabase;

/** The one database with the schema of this version, for tests that clear the tables they use. */
public final class TestDatabase {

  private static final PostgresDatabase MIGRATED = PostgresDatabase.withRoles();

  static {
    new Schema(MIGRATED.as("warn_migration")).migrate();
  }

  private TestDatabase() {}

  /** It. */
  public static PostgresDatabase migrated() {
    return MIGRATED;
  }
}
