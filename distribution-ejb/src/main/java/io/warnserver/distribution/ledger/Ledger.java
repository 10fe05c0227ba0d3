package io.warnserver.distribution.ledger;

import io.warnserver.database.Rows;
import io.warnserver.database.Transactions;
import io.warnserver.distribution.plan.HourPlan;
import io.warnserver.keys.HourNumber;
import io.warnserver.keys.store.KeyMixing;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Takes up keys that have arrived and fixes which package each of them goes into. Every method is
 * one transaction.
 */
public final class Ledger {

  /**
   * One statement, so that a key is in all its trees or still arriving. Sorting by the random key
   * data makes neighbours of keys that did not come together. A key that is here already, or that
   * was published before its row was deleted, is passed over; one that was revoked is dropped.
   */
  private static final String TAKE_UP =
      """
      with arrived as (delete from incoming_key returning *),
      dropped as (
        update revoked_key r
        set came_again = came_again + 1, last_hour = greatest(last_hour, a.submission_hour)
        from arrived a where r.key_hash = sha256(a.key_data) returning a.key_data),
      keys as (
        insert into diagnosis_key select * from arrived a
        where not exists (select from dropped d where d.key_data = a.key_data)
        order by key_data on conflict do nothing returning *),
      """
          + Routes.PLACED
          + "insert into publication ("
          + Routes.COLUMNS
          + ") select * from placed order by tree, key_data on conflict do nothing";

  private static final String WAITING =
      "select tree, due_hour, count(*) from publication where package_hour is null"
          + " group by tree, due_hour";

  private static final String TREES =
      "select name, next_hour, exists (select from key_package p where p.tree = t.name"
          + " and p.state <> 'expired'), coalesce((select sum(key_count) from key_package p"
          + " where p.tree = t.name and p.hours = 1 and p.first_hour >= t.next_hour / 24 * 24), 0)"
          + " from tree t";

  /**
   * The keys that have waited longest go into the first hours. One statement a tree: a statement an
   * hour would pass over the index entries of all hours before. The thresholds say with which place
   * in the queue each hour begins.
   *
   * <p>Rows are found again by where they are, not by tree and key: of a tree that is new, the
   * planner believes that it has one row until the next {@code analyze}, and would then go through
   * the whole queue for each of its keys.
   */
  private static final String ASSIGN =
      """
      with queue as (
        select ctid as key_row, row_number() over (order by due_hour, key_data) as place
        from publication where tree = ? and package_hour is null and due_hour <= ?)
      update publication p set package_hour = (cast(? as integer[]))
        [width_bucket(q.place, cast(? as bigint[]))]
      from queue q where p.ctid = q.key_row and q.place <= ?
      """;

  private static final String PLAN_HOURS =
      "insert into key_package (tree, first_hour, hours, key_count, state)"
          + " select ?, first_hour, 1, keys, 'planned'"
          + " from unnest(cast(? as integer[]), cast(? as integer[])) as hour (first_hour, keys)";

  private static final String PLAN_DAYS =
      "insert into key_package (tree, first_hour, hours, key_count, state)"
          + " select tree, first_hour / 24 * 24, 24, sum(key_count), 'planned' from key_package"
          + " where tree = ? and hours = 1 and first_hour / 24 * 24 = any (cast(? as integer[]))"
          + " group by tree, first_hour / 24 * 24";

  private static final String ADVANCE =
      "insert into tree (name, next_hour) values (?, ?)"
          + " on conflict (name) do update set next_hour = excluded.next_hour";

  private final Transactions transactions;

  /**
   * @param transactions of the distribution's role, under the run's lease
   */
  public Ledger(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * Moves all keys that have arrived into the store and into their trees; if the policy has
   * changed, routes those that wait anew.
   *
   * @return how many places in trees they got
   */
  public int takeUp(RoutingPolicy policy) {
    return transactions.onConnection(
        connection -> {
          KeyMixing.hold(connection);
          WaitingKeys.follow(connection, policy);
          return Rows.change(connection, TAKE_UP, Routes.parameters(policy));
        });
  }

  /** Says what to do with each tree, in one transaction with what it decides. */
  @FunctionalInterface
  public interface Planner {
    /** The hours to plan for a tree. */
    List<HourPlan> plan(TreeState state);
  }

  /**
   * What a plan for a tree needs to know.
   *
   * @param tree a country's code, or EUR
   * @param nextHour the first hour that never had a package; 0 for a new tree
   * @param active whether it has packages
   * @param takenToday keys in the packages of the next hour's day
   * @param waiting how many keys wait, by the hour they are due in
   */
  public record TreeState(
      String tree,
      HourNumber nextHour,
      boolean active,
      int takenToday,
      SortedMap<HourNumber, Integer> waiting) {}

  /** Plans all trees and fixes which keys go where. */
  public void plan(Planner planner) {
    transactions.onConnection(
        connection -> {
          for (TreeState state : states(connection)) {
            List<HourPlan> plans = planner.plan(state);
            if (!plans.isEmpty()) {
              record(connection, state.tree(), plans);
            }
          }
          return null;
        });
  }

  private static List<TreeState> states(Connection connection) throws SQLException {
    Map<String, SortedMap<HourNumber, Integer>> waiting = new TreeMap<>();
    try (PreparedStatement statement = connection.prepareStatement(WAITING);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        waiting
            .computeIfAbsent(row.getString(1), tree -> new TreeMap<>())
            .put(new HourNumber(row.getInt(2)), row.getInt(3));
      }
    }
    Map<String, TreeState> states = new HashMap<>();
    waiting.forEach(
        (tree, keys) -> states.put(tree, new TreeState(tree, new HourNumber(0), false, 0, keys)));
    try (PreparedStatement statement = connection.prepareStatement(TREES);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        String tree = row.getString(1);
        states.put(
            tree,
            new TreeState(
                tree,
                new HourNumber(row.getInt(2)),
                row.getBoolean(3),
                row.getInt(4),
                waiting.getOrDefault(tree, new TreeMap<>())));
      }
    }
    return new ArrayList<>(states.values());
  }

  private static void record(Connection connection, String tree, List<HourPlan> plans)
      throws SQLException {
    HourNumber last = plans.get(plans.size() - 1).hour();
    assign(connection, tree, last, plans.stream().filter(plan -> plan.keys() > 0).toList());
    Rows.change(
        connection,
        PLAN_HOURS,
        tree,
        SqlArrays.integers(connection, plans.stream().map(plan -> plan.hour().value())),
        SqlArrays.integers(connection, plans.stream().map(HourPlan::keys)));
    Rows.change(
        connection,
        PLAN_DAYS,
        tree,
        SqlArrays.integers(
            connection,
            plans.stream()
                .map(HourPlan::hour)
                .filter(hour -> hour.ofDay() == HourNumber.PER_DAY - 1)
                .map(hour -> HourNumber.startOf(hour.day()).value())));
    Rows.change(connection, ADVANCE, tree, last.plus(1).value());
  }

  private static void assign(
      Connection connection, String tree, HourNumber last, List<HourPlan> plans)
      throws SQLException {
    List<Long> thresholds = new ArrayList<>();
    long planned = 0;
    for (HourPlan plan : plans) {
      thresholds.add(planned + 1);
      planned += plan.keys();
    }
    if (planned == 0) {
      return;
    }
    int assigned =
        Rows.change(
            connection,
            ASSIGN,
            tree,
            last.value(),
            SqlArrays.integers(connection, plans.stream().map(plan -> plan.hour().value())),
            connection.createArrayOf("bigint", thresholds.toArray()),
            planned);
    if (assigned != planned) {
      throw new IllegalStateException("planned " + planned + " keys for a tree, found " + assigned);
    }
  }
}
