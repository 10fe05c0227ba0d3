package io.warnserver.benchmarks.submission;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.warnserver.benchmarks.load.RequestTemplate;
import io.warnserver.local.servers.Database;
import io.warnserver.local.servers.DatabaseRole;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The inevitable part of a submission in the database: the statement that stores the keys of one,
 * in a transaction of its own, over a pool as large as the server's. No other software is in
 * between.
 */
final class InsertFloor {

  /** As large as the pool in {@code domain-config}. */
  static final int CONNECTIONS = 16;

  /** What the application's {@code SubmittedKeys} says. */
  private static final String INSERT =
      "insert into warn.incoming_key"
          + " (key_data, rolling_start, rolling_period, transmission_risk_level, days_since_onset, report_type, origin,"
          + " visited_countries, submission_hour)"
          + " select decode(key_data, 'hex'), rolling_start, rolling_period, transmission_risk_level,"
          + " days_since_onset, report_type, ?, ?, ?"
          + " from unnest(cast(? as text[]), cast(? as integer[]), cast(? as smallint[]), cast(? as smallint[]),"
          + " cast(? as smallint[]), cast(? as smallint[])) as sent (key_data, rolling_start, rolling_period,"
          + " transmission_risk_level, days_since_onset, report_type)"
          + " on conflict do nothing";

  /** Held for good, so that its level stays. */
  private static final Logger LIBRARY = Logger.getLogger("com.zaxxer.hikari");

  private static final int KEY_BYTES = 16;
  private static final int INTERVALS_A_DAY = 144;
  private static final int INTERVALS_AN_HOUR = 6;

  private final Database database;
  private final int today;

  /**
   * @param today the day's number since the epoch
   */
  InsertFloor(Database database, int today) {
    LIBRARY.setLevel(Level.WARNING);
    this.database = database;
    this.today = today;
  }

  /** Inserts as fast as it goes, for that long. Returns how many transactions there were. */
  int run(Duration duration) throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    try (HikariDataSource pool = new HikariDataSource(config())) {
      long end = System.nanoTime() + duration.toNanos();
      List<Callable<Integer>> works = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        SplittableRandom random = new SplittableRandom();
        works.add(() -> insertUntil(pool, random, end));
      }
      int all = 0;
      for (Future<Integer> work : threads.invokeAll(works)) {
        all += work.get();
      }
      return all;
    } catch (ExecutionException e) {
      throw new IllegalStateException("the floor's insert has failed", e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private HikariConfig config() {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(database.jdbcUrl());
    config.setUsername(DatabaseRole.SUBMISSION.login());
    config.setPassword(DatabaseRole.SUBMISSION.password());
    config.setMaximumPoolSize(CONNECTIONS);
    config.setAutoCommit(false);
    return config;
  }

  private int insertUntil(HikariDataSource pool, SplittableRandom random, long end)
      throws SQLException {
    int count = 0;
    while (System.nanoTime() < end) {
      try (Connection connection = pool.getConnection();
          PreparedStatement insert = connection.prepareStatement(INSERT)) {
        fill(insert, random);
        insert.executeUpdate();
        connection.commit();
        count++;
      }
    }
    return count;
  }

  private void fill(PreparedStatement insert, SplittableRandom random) throws SQLException {
    StringBuilder data = new StringBuilder("{");
    StringBuilder starts = new StringBuilder("{");
    byte[] key = new byte[KEY_BYTES];
    for (int i = 0; i < RequestTemplate.KEYS; i++) {
      random.nextBytes(key);
      String comma = i == 0 ? "" : ",";
      data.append(comma).append(HexFormat.of().formatHex(key));
      starts.append(comma).append((today - 1 - i) * INTERVALS_A_DAY);
    }
    insert.setString(1, "DE");
    insert.setString(2, "DE,FR,NL");
    insert.setInt(3, today * INTERVALS_A_DAY / INTERVALS_AN_HOUR);
    insert.setString(4, data.append('}').toString());
    insert.setString(5, starts.append('}').toString());
    insert.setString(6, all(INTERVALS_A_DAY));
    insert.setString(7, all(5));
    insert.setString(8, all(1));
    insert.setString(9, all(1));
  }

  private static String all(int value) {
    return "{" + (value + ",").repeat(RequestTemplate.KEYS - 1) + value + "}";
  }
}
