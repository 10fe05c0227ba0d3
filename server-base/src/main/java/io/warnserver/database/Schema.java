package io.warnserver.database;

import io.warnserver.settings.Mode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Brings the database schema up to date. Flyway's lock lets one of several starting instances do
 * it.
 *
 * @param migrationRole connects as the role that owns the schema
 */
public record Schema(DataSource migrationRole) {

  /** The schema that holds all tables; the migration role owns it. */
  public static final String NAME = "warn";

  private static volatile boolean upToDate;

  /**
   * Whether this process has found the schema up to date, or made it so. Modules start in any
   * order: whoever uses tables in the background waits for it.
   */
  public static boolean isUpToDate() {
    return upToDate;
  }

  /**
   * Applies the migrations that are missing.
   *
   * @return how many were applied
   * @throws StorageException if the database cannot be reached, refuses, or is not the one this
   *     version knows
   */
  public int migrate() {
    try {
      int applied =
          Flyway.configure(Schema.class.getClassLoader())
              .dataSource(migrationRole)
              .schemas(NAME)
              .createSchemas(false)
              .locations("classpath:io/warnserver/database/migrations")
              .failOnMissingLocations(true)
              .load()
              .migrate()
              .migrationsExecuted;
      upToDate = true;
      return applied;
    } catch (FlywayException e) {
      throw new StorageException("the database schema could not be brought up to date", e);
    }
  }

  /**
   * Whether the database may be used in a mode: one made with development passwords is marked as
   * such.
   *
   * @throws StorageException if the database cannot be reached
   */
  public boolean isFor(Mode mode) {
    try (Connection connection = migrationRole.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("select coalesce(current_setting('warn.mode', true), '')")) {
      row.next();
      return mode == Mode.DEVELOPMENT || !"development".equals(row.getString(1));
    } catch (SQLException e) {
      throw new StorageException("the database cannot be reached", e);
    }
  }
}
