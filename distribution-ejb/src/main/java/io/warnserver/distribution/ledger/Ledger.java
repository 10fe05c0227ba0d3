package io.warnserver.distribution.ledger;

import io.warnserver.keys.Country;
import io.warnserver.keys.HourNumber;
import io.warnserver.keys.store.Transactions;
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
   * was published before its row was deleted, is passed over. A tree that does not follow the
   * policies has its keys due at once.
   */
  private static final String TAKE_UP =
      """
      with arrived as (delete from incoming_key returning *),
      stored as (
        insert into diagnosis_key select * from arrived order by key_data
        on conflict do nothing returning *),
      routed as (
        select k.*, unnest(array['EUR'] || case
          when k.visited_countries = '' then array[k.origin]
          when k.origin = ? and not ? then array[k.origin]
          when k.origin <> ? and ? = any(string_to_array(k.visited_countries, ',')) then array[?]
          else array(select unnest(string_to_array(k.visited_countries, ','))
            intersect select unnest(string_to_array(?, ','))
            union select k.origin where k.origin = ?) end) as tree
        from stored k)
      insert into publication
        (tree, key_data, rolling_start, rolling_period, transmission_risk_level, due_hour)
      select tree, key_data, rolling_start, rolling_period, transmission_risk_level,
        case when ? or tree in ('EUR', ?)
          then greatest(submission_hour, (rolling_start + rolling_period + ?) / 6)
          else submission_hour end
      from routed order by tree, key_data
      on conflict do nothing
      """;

  private static final String WAITING =
      "select tree, due_hour, count(*) from publication where package_hour is null"
          + " group by tree, due_hour";

  private static final String TREES =
      "select name, next_hour, exists (select from key_package p where p.tree = t.name"
          + " and p.state <> 'expired'), coalesce((select sum(key_count) from key_package p"
          + " where p.tree = t.name and p.hours = 1 and p.first_hour >= t.next_hour / 24 * 24), 0)"
          + " from tree t";

  /** The keys that have waited longest. */
  private static final String ASSIGN =
      """
      with oldest as (
        select key_data from publication
        where tree = ? and package_hour is null and due_hour <= ?
        order by due_hour, key_data limit ?)
      update publication p set package_hour = ? from oldest o
      where p.tree = ? and p.key_data = o.key_data
      """;

  private static final String PLAN_HOUR =
      "insert into key_package (tree, first_hour, hours, key_count, state)"
          + " values (?, ?, 1, ?, 'planned')";

  private static final String PLAN_DAY =
      "insert into key_package (tree, first_hour, hours, key_count, state)"
          + " select tree, ?, 24, sum(key_count), 'planned' from key_package"
          + " where tree = ? and hours = 1 and first_hour between ? and ? group by tree";

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
   * Moves all keys that have arrived into the store and into their trees.
   *
   * @return how many places in trees they got
   */
  public int takeUp(RoutingPolicy policy) {
    String own = policy.countries().own().code();
    String supported =
        String.join(",", policy.countries().all().stream().map(Country::code).toList());
    return transactions.call(
        connection ->
            update(
                connection,
                TAKE_UP,
                own,
                policy.perCountryPackages(),
                own,
                own,
                own,
                supported,
                own,
                policy.policiesForAll(),
                own,
                policy.expiryDelayIntervals()));
  }

  /** Says what to do with each tree, in one transaction with what it decides. */
  @FunctionalInterface
  public interface Planner {
    /** The hours to plan for a tree. */
    List<io.warnserver.distribution.plan.HourPlan> plan(TreeState state);
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
    transactions.call(
        connection -> {
          for (TreeState state : states(connection)) {
            for (var hour : planner.plan(state)) {
              assign(connection, state.tree(), hour.hour(), hour.keys());
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

  private static void assign(Connection connection, String tree, HourNumber hour, int keys)
      throws SQLException {
    if (keys > 0) {
      int assigned = update(connection, ASSIGN, tree, hour.value(), keys, hour.value(), tree);
      if (assigned != keys) {
        throw new IllegalStateException("planned " + keys + " keys for an hour, found " + assigned);
      }
    }
    update(connection, PLAN_HOUR, tree, hour.value(), keys);
    if (hour.ofDay() == HourNumber.PER_DAY - 1) {
      int day = HourNumber.startOf(hour.day()).value();
      update(connection, PLAN_DAY, day, tree, day, hour.value());
    }
    update(connection, ADVANCE, tree, hour.plus(1).value());
  }

  /** Executes a statement with its parameters in order. */
  static int update(Connection connection, String sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      return statement.executeUpdate();
    }
  }
}
