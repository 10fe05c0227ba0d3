package io.warnserver.distribution.revocation;

import io.warnserver.database.NativeSql;
import io.warnserver.database.Transactions;
import io.warnserver.keys.HourNumber;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;

/**
 * What a run does about revocation in the ledger. Every method is one transaction; an order is
 * carried out entirely or not at all.
 */
public final class RevocationLedger {

  /**
   * How long it is remembered, after retention, what must not come back and what apps must forget:
   * as long as the ledger remembers a key that was published.
   */
  private static final int MEMORY_HOURS = 2 * HourNumber.PER_DAY;

  private static final String CAME_AGAIN = "select coalesce(sum(came_again), 0) from revoked_key";

  private static final String NAME_ALL_KEYS =
      "insert into revocation_key select r.revocation_number, p.key_data from revocation r"
          + " join placed_key p on p.tree = r.tree"
          + " and p.package_hour between r.first_hour and r.first_hour + r.hours - 1"
          + " where r.revocation_number = ?1 and r.whole_package";

  private static final String REMEMBER_KEYS =
      "insert into revoked_key (key_hash, revocation_number, last_hour)"
          + " select sha256(key_data), revocation_number, cast(?1 as integer) from revocation_key"
          + " where revocation_number = ?2"
          + " on conflict (key_hash) do update set last_hour = excluded.last_hour";

  /**
   * From all trees at once, waiting or in a package; then the packages that had them are as before
   * their first publication, and the ETags that they had are listed.
   */
  private static final String REMOVE =
      """
      with revoked as materialized (
        select key_data from revocation_key where revocation_number = ?1),
      removed as materialized (
        select tree, package_hour, key_data from placed_key join revoked using (key_data)),
      counted as (
        select tree, package_hour, count(*) as keys from removed group by tree, package_hour),
      remaining as (
        select tree, package_hour, string_agg(entry, cast('' as bytea) order by entry) as entries
        from counted join placed_key using (tree, package_hour)
        where key_data not in (select key_data from revoked)
        group by tree, package_hour),
      rewritten as (
        update package_keys k set entries = r.entries from remaining r
        where k.tree = r.tree and k.package_hour = r.package_hour),
      emptied as (
        delete from package_keys k using counted c
        where k.tree = c.tree and k.package_hour = c.package_hour and not exists (
          select from remaining r where r.tree = k.tree and r.package_hour = k.package_hour)),
      waiting as (
        delete from waiting_key using revoked where substring(entry for 16) = key_data
        returning key_data),
      affected as (
        select p.tree, p.first_hour, p.hours, p.etag, sum(c.keys) as keys
        from key_package p join counted c on c.tree = p.tree
          and c.package_hour between p.first_hour and p.first_hour + p.hours - 1
        group by p.tree, p.first_hour, p.hours),
      listed as (
        insert into revoked_package (tree, first_hour, hours, etag, revocation_number)
        select tree, first_hour, hours, etag, cast(?2 as bigint) from affected where etag is not null
        on conflict do nothing),
      replanned as (
        update key_package p set key_count = p.key_count - a.keys, etag = null,
          state = case p.state when 'expired' then 'expired' else 'planned' end
        from affected a
        where p.tree = a.tree and p.first_hour = a.first_hour and p.hours = a.hours)
      select count(*) from (select key_data from removed union select key_data from waiting) as keys
      """;

  private static final String FORGET_ROWS =
      "delete from known_key d using revocation_key k"
          + " where k.revocation_number = ?1 and d.key_data = k.key_data";

  private static final String LISTED =
      "select tree, first_hour, hours, etag from revoked_package"
          + " order by first_hour, hours, tree, etag";

  private final Transactions transactions;

  /**
   * What a run finds.
   *
   * @param orders that are not complete, the oldest first, as they were: a change to them goes
   *     nowhere
   * @param cameAgain how often revoked keys were handed in again so far
   */
  public record Found(List<RecordedRevocation> orders, long cameAgain) {}

  /**
   * What the configuration must name, and what was dropped.
   *
   * @param packages that the apps must forget
   * @param cameAgain how often revoked keys were handed in again so far
   */
  public record Listed(List<RevokedPackage> packages, long cameAgain) {}

  /**
   * @param transactions of the distribution's role, under the run's lease
   */
  public RevocationLedger(Transactions transactions) {
    this.transactions = transactions;
  }

  /** What is to be done. */
  public Found find() {
    return transactions.call(entities -> new Found(unfinished(entities), cameAgain(entities)));
  }

  private static List<RecordedRevocation> unfinished(EntityManager entities) {
    return entities
        .createQuery(
            "select r from RecordedRevocation r where r.completedAt is null order by r.number",
            RecordedRevocation.class)
        .getResultList();
  }

  /**
   * Carries an order out: removes its keys from the ledger, has the packages that had them built
   * again, and remembers what must not come back.
   *
   * @param number of the order
   * @param now of the run
   * @return how many keys were removed
   */
  public int carryOut(long number, Instant now) {
    return transactions.call(
        entities -> {
          NativeSql.change(entities, NAME_ALL_KEYS, number);
          NativeSql.change(entities, REMEMBER_KEYS, HourNumber.containing(now).value(), number);
          int removed = NativeSql.number(entities, REMOVE, number, number).intValue();
          NativeSql.change(entities, FORGET_ROWS, number);
          NativeSql.change(
              entities, "delete from revocation_key where revocation_number = ?1", number);
          entities.find(RecordedRevocation.class, number).carryOut(removed, now);
          return removed;
        });
  }

  /** What the configuration names. */
  public Listed listed() {
    return transactions.call(
        entities ->
            new Listed(
                NativeSql.rows(entities, LISTED).map(RevocationBook::revoked).toList(),
                cameAgain(entities)));
  }

  /** Records that the tree is without the keys and the configuration names the old ETags. */
  public void complete(Instant now) {
    transactions.run(
        entities ->
            unfinished(entities).stream()
                .filter(RecordedRevocation::isCarriedOut)
                .forEach(one -> one.complete(now)));
  }

  /**
   * Forgets what cannot come back and what no app can have any more.
   *
   * @param firstSubmissionKept the first hour whose submissions are kept
   */
  public void forget(HourNumber firstSubmissionKept) {
    HourNumber firstRemembered = firstSubmissionKept.plus(-MEMORY_HOURS);
    transactions.run(
        entities -> {
          NativeSql.change(
              entities, "delete from revoked_key where last_hour < ?1", firstRemembered.value());
          NativeSql.change(
              entities,
              "delete from revoked_package where first_hour + hours <= ?1",
              firstRemembered.value());
          NativeSql.change(
              entities,
              "delete from revocation where completed_at is not null and requested_at < ?1",
              firstRemembered.start());
        });
  }

  private static long cameAgain(EntityManager entities) {
    return NativeSql.number(entities, CAME_AGAIN).longValue();
  }
}
