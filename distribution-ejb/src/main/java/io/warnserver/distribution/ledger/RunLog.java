package io.warnserver.distribution.ledger;

import io.warnserver.database.NativeSql;
import io.warnserver.database.Transactions;
import java.time.Duration;
import java.util.Optional;

/**
 * How runs went, for operators of all instances. Kept for a month; the last good run for longer, so
 * that its age can be told. Times are the database's, because the instances' clocks may differ.
 */
public final class RunLog {

  private static final String BEGIN =
      "insert into distribution_run (instance) values (?1) returning run_number";

  private static final String END =
      "update distribution_run set ended_at = clock_timestamp(), outcome = ?1, reason = ?2,"
          + " packages = ?3, keys = ?4, objects = ?5 where run_number = ?6";

  private static final String SINCE_COMPLETED =
      "select cast(extract(epoch from clock_timestamp() - max(ended_at)) as bigint)"
          + " from distribution_run where outcome = 'completed'";

  private static final String FORGET =
      "delete from distribution_run where started_at < clock_timestamp() - interval '31 days'"
          + " and run_number is distinct from (select run_number from distribution_run"
          + " where outcome = 'completed' order by ended_at desc limit 1)";

  /** Health asks, and must not wait for a database in trouble. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Transactions transactions;

  public RunLog(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * Records that a run begins.
   *
   * @return its number
   */
  public long begin(String instance) {
    return transactions.call(entities -> NativeSql.number(entities, BEGIN, instance).longValue());
  }

  /** How long ago the last completed run of any instance ended; empty where there was none. */
  public Optional<Duration> sinceLastCompleted() {
    Object seconds =
        transactions.call(
            entities ->
                entities
                    .createNativeQuery(SINCE_COMPLETED)
                    .setHint("jakarta.persistence.query.timeout", (int) PATIENCE.toMillis())
                    .getSingleResult());
    return Optional.ofNullable((Number) seconds).map(one -> Duration.ofSeconds(one.longValue()));
  }

  /** Records how it ended. A run that died has no end. */
  public void end(long number, String outcome, String reason, int packages, int keys, int objects) {
    transactions.run(
        entities -> {
          NativeSql.change(entities, END, outcome, reason, packages, keys, objects, number);
          NativeSql.change(entities, FORGET);
        });
  }
}
