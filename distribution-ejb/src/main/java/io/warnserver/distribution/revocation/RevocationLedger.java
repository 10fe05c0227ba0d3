package io.warnserver.distribution.revocation;

import io.warnserver.database.Transactions;
import io.warnserver.distribution.ledger.Statements;
import io.warnserver.keys.HourNumber;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
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

  private static final String UNFINISHED =
      "select revocation_number, carried_out_at is not null from revocation"
          + " where completed_at is null order by revocation_number";

  private static final String CAME_AGAIN = "select coalesce(sum(came_again), 0) from revoked_key";

  private static final String NAME_ALL_KEYS =
      "insert into revocation_key select r.revocation_number, p.key_data from revocation r"
          + " join publication p on p.tree = r.tree"
          + " and p.package_hour between r.first_hour and r.first_hour + r.hours - 1"
          + " where r.revocation_number = ? and r.whole_package";

  private static final String REMEMBER_KEYS =
      "insert into revoked_key (key_hash, revocation_number, last_hour)"
          + " select sha256(key_data), revocation_number, ? from revocation_key where revocation_number = ?"
          + " on conflict (key_hash) do update set last_hour = excluded.last_hour";

  /**
   * From all trees at once, waiting or published; then the packages that had them are as before
   * their first publication, and the ETags that they had are listed.
   */
  private static final String REMOVE =
      """
      with removed as (
        delete from publication p using revocation_key k
        where k.revocation_number = ? and p.key_data = k.key_data and p.tree in (select name from tree
          union select tree from publication where package_hour is null)
        returning p.tree, p.package_hour, p.key_data),
      counted as (
        select tree, package_hour, count(*) as keys from removed where package_hour is not null
        group by tree, package_hour),
      affected as (
        select p.tree, p.first_hour, p.hours, p.etag, sum(c.keys) as keys
        from key_package p join counted c on c.tree = p.tree
          and c.package_hour between p.first_hour and p.first_hour + p.hours - 1
        group by p.tree, p.first_hour, p.hours),
      listed as (
        insert into revoked_package (tree, first_hour, hours, etag, revocation_number)
        select tree, first_hour, hours, etag, ? from affected where etag is not null
        on conflict do nothing),
      replanned as (
        update key_package p set key_count = p.key_count - a.keys, etag = null,
          state = case p.state when 'expired' then 'expired' else 'planned' end
        from affected a
        where p.tree = a.tree and p.first_hour = a.first_hour and p.hours = a.hours)
      select count(distinct key_data) from removed
      """;

  private static final String FORGET_ROWS =
      "delete from diagnosis_key d using revocation_key k"
          + " where k.revocation_number = ? and d.key_data = k.key_data";

  private static final String CARRIED_OUT =
      "update revocation set carried_out_at = ?, removed_keys = ? where revocation_number = ?";

  private static final String COMPLETE =
      "update revocation set completed_at = ?"
          + " where carried_out_at is not null and completed_at is null";

  private static final String LISTED =
      "select tree, first_hour, hours, etag from revoked_package"
          + " order by first_hour, hours, tree, etag";

  private final Transactions transactions;

  /**
   * An order that is not complete.
   *
   * @param number of the order
   * @param carriedOut whether the keys are gone from the ledger
   */
  public record Unfinished(long number, boolean carriedOut) {}

  /**
   * What a run finds.
   *
   * @param orders that are not complete, the oldest first
   * @param cameAgain how often revoked keys were handed in again so far
   */
  public record Found(List<Unfinished> orders, long cameAgain) {}

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
    return transactions.onConnection(
        connection -> {
          List<Unfinished> orders = new ArrayList<>();
          try (PreparedStatement statement = connection.prepareStatement(UNFINISHED);
              ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              orders.add(new Unfinished(row.getLong(1), row.getBoolean(2)));
            }
          }
          return new Found(orders, cameAgain(connection));
        });
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
    return transactions.onConnection(
        connection -> {
          Statements.update(connection, NAME_ALL_KEYS, number);
          Statements.update(connection, REMEMBER_KEYS, HourNumber.containing(now).value(), number);
          int removed = remove(connection, number);
          Statements.update(connection, FORGET_ROWS, number);
          Statements.update(
              connection, "delete from revocation_key where revocation_number = ?", number);
          Statements.update(connection, CARRIED_OUT, utc(now), removed, number);
          return removed;
        });
  }

  private static int remove(Connection connection, long number) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(REMOVE)) {
      statement.setLong(1, number);
      statement.setLong(2, number);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  /** What the configuration names. */
  public Listed listed() {
    return transactions.onConnection(
        connection -> {
          List<RevokedPackage> packages = new ArrayList<>();
          try (PreparedStatement statement = connection.prepareStatement(LISTED);
              ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              packages.add(new RevokedPackage(RevocationList.window(row, 1), row.getString(4)));
            }
          }
          return new Listed(packages, cameAgain(connection));
        });
  }

  /** Records that the tree is without the keys and the configuration names the old ETags. */
  public void complete(Instant now) {
    transactions.onConnection(connection -> Statements.update(connection, COMPLETE, utc(now)));
  }

  /**
   * Forgets what cannot come back and what no app can have any more.
   *
   * @param firstSubmissionKept the first hour whose submissions are kept
   */
  public void forget(HourNumber firstSubmissionKept) {
    HourNumber firstRemembered = firstSubmissionKept.plus(-MEMORY_HOURS);
    transactions.onConnection(
        connection ->
            Statements.update(
                    connection,
                    "delete from revoked_key where last_hour < ?",
                    firstRemembered.value())
                + Statements.update(
                    connection,
                    "delete from revoked_package where first_hour + hours <= ?",
                    firstRemembered.value())
                + Statements.update(
                    connection,
                    "delete from revocation where completed_at is not null and requested_at < ?",
                    utc(firstRemembered.start())));
  }

  private static long cameAgain(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(CAME_AGAIN);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private static OffsetDateTime utc(Instant time) {
    return OffsetDateTime.ofInstant(time, ZoneOffset.UTC);
  }
}
