package io.warnserver.distribution.ledger;

import io.warnserver.database.NativeSql;
import io.warnserver.database.Transactions;
import io.warnserver.keys.HourNumber;

/** Deletes rows that are older than retention. */
public final class LedgerRetention {

  /**
   * How long a key that was taken up is known after its retention: it is accepted until its expiry
   * is older than retention, and it can expire up to a day after it was submitted; if it came again
   * it must not be published again.
   */
  private static final int DAYS_OF_MEMORY = 2;

  /** Also where retention is longer from now on, what was forgotten is not known again. */
  private static final String FORGET =
      "update publishing set forgotten_hour = ?1 where forgotten_hour < ?1";

  /** A key is due in EUR last, or with others. */
  private static final String DELETE_WAITING =
      Routes.placesOf(
              "(delete from waiting_key using policy where"
                  + " greatest(submission_hour, (expiry + expiry_delay) / 6) < ?6"
                  + " returning waiting_key.*)",
              "waiting")
          + "select count(*), count(*) filter (where tree = 'EUR') from places";

  /** By tree, as the index is: it costs what is deleted, not what is there. */
  private static final String DELETE_PLACED =
      "delete from package_keys p using tree t where p.tree = t.name and p.package_hour < ?1";

  private final Transactions transactions;

  /**
   * What was deleted because it never got into a package: too few waited with it.
   *
   * @param places in trees
   * @param placesInEur those of them in EUR
   */
  public record NeverPublished(int places, int placesInEur) {}

  public LedgerRetention(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * Deletes; also keys that no run could take up in all that time. Keys that were taken up are
   * looked through by the first runs of a day, until one of them publishes.
   *
   * @param now the current hour
   * @param days of retention
   * @param policy says which trees the keys that wait go to
   */
  public NeverPublished delete(HourNumber now, int days, RoutingPolicy policy) {
    HourNumber first = now.plus(-days * HourNumber.PER_DAY);
    return transactions.call(
        entities -> {
          NativeSql.change(
              entities, FORGET, first.plus(-DAYS_OF_MEMORY * HourNumber.PER_DAY).value());
          NativeSql.change(
              entities, "delete from incoming_key where submission_hour < ?1", first.value());
          NativeSql.change(entities, DELETE_PLACED, HourNumber.startOf(first.day()).value());
          if (!entities.find(PublishingState.class, true).lastHour().day().equals(now.day())) {
            NativeSql.change(
                entities,
                "delete from known_key where submission_hour < ?1",
                HourNumber.startOf(first.day().minusDays(DAYS_OF_MEMORY)).value());
          }
          return NativeSql.rows(entities, DELETE_WAITING, Routes.parameters(policy, first.value()))
              .map(row -> new NeverPublished(number(row[0]), number(row[1])))
              .findFirst()
              .orElseThrow();
        });
  }

  private static int number(Object column) {
    return ((Number) column).intValue();
  }
}
