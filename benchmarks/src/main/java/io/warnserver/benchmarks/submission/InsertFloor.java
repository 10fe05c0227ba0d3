package io.warnserver.benchmarks.submission;

import io.warnserver.benchmarks.load.RequestTemplate;
import io.warnserver.local.servers.Database;
import io.warnserver.local.servers.DatabaseRole;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The inevitable part of a submission in the database: the statement that stores the keys of one,
 * in a transaction of its own, over as many connections as the server's pool has. No other software
 * is in between.
 *
 * @param database that the application uses
 * @param today the day's number since the epoch
 */
record InsertFloor(Database database, int today) {

  /** As large as the pool in {@code domain-config}. */
  private static final int CONNECTIONS = 16;

  /** The insert of the application's {@code SubmittedKeys}, for one submission. */
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

  private static final int KEY_BYTES = 16;
  private static final int INTERVALS_A_DAY = 144;
  private static final int INTERVALS_AN_HOUR = 6;

  /** Inserts as fast as it goes, for that long. Returns how many transactions there were. */
  int run(Duration duration) throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    long end = System.nanoTime() + duration.toNanos();
    Callable<Integer> work = () -> insertUntil(end);
    try {
      int all = 0;
      for (Future<Integer> done : threads.invokeAll(Collections.nCopies(CONNECTIONS, work))) {
        all += done.get();
      }
      return all;
    } catch (ExecutionException e) {
      throw new IllegalStateException("the floor's insert has failed", e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private int insertUntil(long end) throws SQLException {
    SplittableRandom random = new SplittableRandom();
    int count = 0;
    try (Connection connection = database.connect(DatabaseRole.SUBMISSION);
        PreparedStatement insert = connection.prepareStatement(INSERT)) {
      connection.setAutoCommit(false);
      while (System.nanoTime() < end) {
        fill(insert, random);
        insert.executeUpdate();
        connection.commit();
        count++;
      }
    }
    return count;
  }

  private void fill(PreparedStatement insert, RandomGenerator random) throws SQLException {
    byte[] key = new byte[KEY_BYTES];
    insert.setString(1, "DE");
    insert.setString(2, "DE,FR,NL");
    insert.setInt(3, today * INTERVALS_A_DAY / INTERVALS_AN_HOUR);
    insert.setString(
        4,
        array(
            i -> {
              random.nextBytes(key);
              return HexFormat.of().formatHex(key);
            }));
    insert.setString(5, array(i -> (today - 1 - i) * INTERVALS_A_DAY));
    insert.setString(6, array(i -> INTERVALS_A_DAY));
    insert.setString(7, array(i -> 5));
    insert.setString(8, array(i -> 1));
    insert.setString(9, array(i -> 1));
  }

  private static String array(IntFunction<Object> ofKey) {
    return IntStream.range(0, RequestTemplate.KEYS)
        .mapToObj(ofKey)
        .map(String::valueOf)
        .collect(Collectors.joining(",", "{", "}"));
  }
}
