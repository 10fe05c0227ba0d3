package io.warnserver.distribution.testing;

import io.warnserver.database.Schema;
import io.warnserver.database.StorageException;
import io.warnserver.testing.PostgresDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;

/**
 * A real PostgreSQL with the real roles and the real schema, started once for all tests. Tests look
 * into it as the superuser; the code under test connects as its role.
 */
public final class TestDatabase {

  private static final List<String> TABLES =
      List.of(
          "incoming_key",
          "known_key",
          "waiting_key",
          "federation_upload_key",
          "tree",
          "package_keys",
          "key_package",
          "published_file",
          "revocation",
          "revocation_key",
          "revoked_key",
          "revoked_package",
          "lease");

  private static final TestDatabase SHARED = start();

  private final PostgresDatabase database;
  private final Connection submission;
  private final TestTransactions distribution;

  private TestDatabase(PostgresDatabase database) throws SQLException {
    this.database = database;
    submission = connect("warn_submission");
    distribution = newDistribution();
    execute("create schema kept");
    for (String table : TABLES) {
      execute("create table kept." + table + " (like warn." + table + ")");
    }
    execute("create table kept.publishing (like warn.publishing)");
  }

  private static TestDatabase start() {
    try {
      return new TestDatabase(PostgresDatabase.migrated(role -> new Schema(role).migrate()));
    } catch (SQLException e) {
      throw new StorageException("the test database could not be set up", e);
    }
  }

  /** The one, without rows. */
  public static TestDatabase cleared() {
    SHARED.execute("truncate " + String.join(", ", TABLES));
    SHARED.execute(
        "update publishing set sequence = 0, confirmed_sequence = 0, last_hour = 0, forgotten_hour = 0,"
            + " paused = false");
    SHARED.distribution.failAt(0, FailureTime.BEFORE);
    return SHARED;
  }

  /** Transactions of the distribution's role. */
  public TestTransactions distribution() {
    return distribution;
  }

  /** The same for another instance, on a connection of its own. */
  public TestTransactions newDistribution() {
    return TestTransactions.connect(url());
  }

  /** Where another process finds it. */
  public String url() {
    return database.url();
  }

  /** A connection of one of the roles, in autocommit mode. */
  public Connection connect(String role) throws SQLException {
    return database.as(role).getConnection();
  }

  /** Puts keys where they arrive, as the submission does; one that is there is passed over. */
  public void arrive(Collection<ArrivingKey> keys) {
    try (PreparedStatement insert =
        submission.prepareStatement(
            "insert into incoming_key values (?, ?, ?, ?, 1, 1, ?, ?, ?) on conflict do nothing")) {
      for (ArrivingKey key : keys) {
        insert.setBytes(1, HexFormat.of().parseHex(key.data()));
        insert.setInt(2, key.rollingStart());
        insert.setInt(3, key.rollingPeriod());
        insert.setInt(4, key.riskLevel());
        insert.setString(5, key.origin());
        insert.setString(6, key.visited());
        insert.setInt(7, key.submissionHour());
        insert.addBatch();
      }
      insert.executeBatch();
    } catch (SQLException e) {
      throw new StorageException("keys could not arrive", e);
    }
  }

  /** The rows of a query, the columns of each joined by a blank. */
  public List<String> rows(String sql) {
    return database.rows(sql);
  }

  /** The number that a query gives. */
  public int number(String sql) {
    return database.number(sql);
  }

  /** Executes as the superuser. */
  public void execute(String sql) {
    database.execute(sql);
  }

  /** As if the instance that holds it had died long ago. */
  public void letLeaseRunOut() {
    database.letLeasesRunOut();
  }

  /** Everything that decides what the next run does, to compare two states. */
  public List<String> contents() {
    List<String> contents = new ArrayList<>();
    for (String table : TABLES) {
      if (!table.equals("lease")) {
        rows("select t.*::text from " + table + " t order by 1")
            .forEach(row -> contents.add(table + " " + row));
      }
    }
    return contents;
  }

  /** Keeps all rows for {@link #restore}. */
  public void keep() {
    for (String table : TABLES) {
      execute("truncate kept." + table);
      execute("insert into kept." + table + " table warn." + table);
    }
    execute("truncate kept.publishing");
    execute("insert into kept.publishing table warn.publishing");
  }

  /** Goes back to the rows that were kept. */
  public void restore() {
    execute("truncate " + String.join(", ", TABLES));
    for (String table : TABLES) {
      execute("insert into warn." + table + " table kept." + table);
    }
    execute("truncate publishing");
    execute("insert into warn.publishing table kept.publishing");
  }
}
