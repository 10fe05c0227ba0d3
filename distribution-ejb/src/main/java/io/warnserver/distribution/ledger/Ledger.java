package io.warnserver.distribution.ledger;

import io.warnserver.database.NativeSql;
import io.warnserver.database.SqlArray;
import io.warnserver.database.Transactions;
import io.warnserver.distribution.plan.HourPlan;
import io.warnserver.keys.HourNumber;
import io.warnserver.keys.store.KeyMixing;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Takes up keys that have arrived and fixes which package each of them goes into. */
public final class Ledger {

  /**
   * All keys that may get a place, for the time of one transaction. Most get theirs at once, and a
   * table that nobody else sees costs a fraction of one that must survive.
   */
  private static final String QUEUE =
      "create temporary table queue (like waiting_key) on commit drop";

  private static final String ARRIVE =
      """
      with arrived as (delete from incoming_key returning *)
      insert into queue select key_data || int4send(rolling_start) || int2send(rolling_period)
          || int2send(transmission_risk_level),
        rolling_start + rolling_period, submission_hour, origin, visited_countries, '{}'
      from arrived
      """;

  /** A key that was revoked, and comes again. */
  private static final String DROP_REVOKED =
      """
      with dropped as (
        update revoked_key
        set came_again = came_again + 1, last_hour = greatest(last_hour, submission_hour)
        from queue where key_hash = sha256(substring(entry for 16)) returning queue.ctid as key_row)
      delete from queue using dropped where queue.ctid = key_row
      """;

  /**
   * A key that may have been published, or revoked, before the ledger forgot it: it expires a day
   * after it was submitted at the latest. Keys within retention are younger, unless retention was
   * shorter until lately.
   */
  private static final String DROP_FORGOTTEN =
      "delete from queue using publishing where expiry < (forgotten_hour + 24) * 6";

  private static final String DROP_KNOWN =
      "delete from queue using known_key where key_data = substring(entry for 16)";

  /** Sorting by the random key data makes neighbours of keys that did not come together. */
  private static final String REMEMBER =
      "insert into known_key (key_data, submission_hour)"
          + " select substring(entry for 16), submission_hour from queue order by 1";

  private static final String GO_ON =
      "with waiting as (delete from waiting_key returning *)"
          + " insert into queue select * from waiting";

  /** The planner knows nothing of a table that is new. */
  private static final String ANALYZE = "analyze queue";

  /**
   * The planner takes the places for few, and would sort them once more to merge them with their
   * shares.
   */
  private static final String HASH = "set local enable_mergejoin = off";

  /** All that says where a key goes: it is the same for many. */
  private static final String GROUP =
      "create temporary table queue_group on commit drop as"
          + " select origin, visited_countries, placed_in, submission_hour, expiry,"
          + " count(*) as keys from queue group by 1, 2, 3, 4, 5";

  private static final String PLACES =
      Routes.placesOf("not materialized (select *, ctid as key_row from queue)", "queue_group");

  private static final String COUNT =
      Routes.placesOf("(select * from queue_group)", "queue_group")
          + "select tree, due_hour, sum(keys) from places group by tree, due_hour";

  private static final String TREES =
      "select name, next_hour, exists (select from key_package p where p.tree = t.name"
          + " and p.state <> 'expired'), coalesce((select sum(key_count) from key_package p"
          + " where p.tree = t.name and p.hours = 1 and p.first_hour >= t.next_hour / 24 * 24), 0)"
          + " from tree t";

  private static final String ENTRY_AT =
      PLACES
          + "select encode(entry, 'hex'), 0 from places where tree = ?6 and due_hour = ?7"
          + " order by entry offset ?8 limit 1";

  private static final String SHARES =
      PLACES
          + """
            , shares as materialized (
              select tree, due_hour, package_no, decode(first_entry, 'hex') as first_entry,
                decode(end_entry, 'hex') as end_entry
              from unnest(cast(?6 as text[]), cast(?7 as integer[]), cast(?8 as integer[]),
                cast(?9 as text[]), cast(?10 as text[]))
                as share (tree, due_hour, package_no, first_entry, end_entry)),
            """;

  private static final String OF_PLACES =
      " shares on shares.tree = places.tree and shares.due_hour = places.due_hour"
          + " and entry >= first_entry and (end_entry is null or entry < end_entry)";

  private static final String PLACE =
      SHARES
          + "packed as (select package_no, string_agg(entry, cast('' as bytea) order by entry)"
          + " as entries from places join"
          + OF_PLACES
          + " group by package_no), written as ("
          + "insert into package_keys (tree, package_hour, entries)"
          + " select tree, package_hour, entries from packed"
          + " join unnest(cast(?11 as text[]), cast(?12 as integer[])) with ordinality"
          + " as hour (tree, package_hour, package_no) using (package_no)"
          + " returning octet_length(entries) / 24 as keys)"
          + " select coalesce(sum(keys), 0) from written";

  private static final String WAIT =
      SHARES
          + "left_over as (select key_row, array_agg(places.tree)"
          + " filter (where package_no is not null) as placed from places left join"
          + OF_PLACES
          + " group by key_row having bool_or(package_no is null))"
          + " insert into waiting_key select entry, expiry, submission_hour, origin,"
          + " visited_countries, placed_in || coalesce(placed, '{}')"
          + " from left_over join queue on queue.ctid = key_row order by entry";

  private static final String PLAN_HOURS =
      "insert into key_package (tree, first_hour, hours, key_count, state)"
          + " select tree, first_hour, 1, keys, 'planned'"
          + " from unnest(cast(?1 as text[]), cast(?2 as integer[]), cast(?3 as integer[]))"
          + " as planned (tree, first_hour, keys)";

  private static final String PLAN_DAYS =
      "insert into key_package (tree, first_hour, hours, key_count, state)"
          + " select p.tree, ended.first_hour, 24, sum(key_count), 'planned'"
          + " from unnest(cast(?1 as text[]), cast(?2 as integer[])) as ended (tree, first_hour)"
          + " join key_package p on p.tree = ended.tree and p.hours = 1"
          + " and p.first_hour between ended.first_hour and ended.first_hour + 23"
          + " group by p.tree, ended.first_hour";

  private static final String ADVANCE =
      "insert into tree (name, next_hour)"
          + " select * from unnest(cast(?1 as text[]), cast(?2 as integer[]))"
          + " on conflict (name) do update set next_hour = excluded.next_hour";

  private final Transactions transactions;

  /**
   * @param transactions of the distribution's role, under the run's lease
   */
  public Ledger(Transactions transactions) {
    this.transactions = transactions;
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
      SortedMap<HourNumber, Integer> waiting) {

    /** How many keys wait. */
    public int keys() {
      return waiting.values().stream().mapToInt(Integer::intValue).sum();
    }
  }

  /**
   * Takes up what has arrived, plans all trees, and fixes which keys go where: one transaction. A
   * key that was taken up before is passed over; one that was revoked is dropped.
   *
   * @param policy says which trees keys without a place go to
   * @return the trees in which keys wait on
   */
  public Set<String> plan(RoutingPolicy policy, Planner planner) {
    return transactions.call(
        entities -> {
          takeUp(entities);
          Set<String> waiting = new TreeSet<>();
          List<TreePlan> plans = new ArrayList<>();
          for (TreeState state : states(entities, policy)) {
            TreePlan plan = TreePlan.of(state, planner.plan(state));
            if (state.keys() > plan.keys()) {
              waiting.add(state.tree());
            }
            plans.add(plan);
          }
          place(entities, policy, plans, !waiting.isEmpty());
          record(entities, plans.stream().filter(plan -> !plan.hours().isEmpty()).toList());
          return waiting;
        });
  }

  private static void takeUp(EntityManager entities) {
    KeyMixing.hold(entities);
    NativeSql.change(entities, QUEUE);
    if (NativeSql.change(entities, ARRIVE) > 0) {
      NativeSql.change(entities, ANALYZE);
      NativeSql.change(entities, DROP_REVOKED);
      NativeSql.change(entities, DROP_FORGOTTEN);
      NativeSql.change(entities, DROP_KNOWN);
      NativeSql.change(entities, REMEMBER);
    }
    if (NativeSql.change(entities, GO_ON) > 0) {
      NativeSql.change(entities, ANALYZE);
    }
    NativeSql.change(entities, GROUP);
    NativeSql.change(entities, HASH);
  }

  private static Collection<TreeState> states(EntityManager entities, RoutingPolicy policy) {
    Map<String, TreeState> states = new TreeMap<>();
    NativeSql.rows(entities, COUNT, Routes.parameters(policy))
        .forEach(
            row ->
                states
                    .computeIfAbsent(
                        (String) row[0],
                        tree -> new TreeState(tree, new HourNumber(0), false, 0, new TreeMap<>()))
                    .waiting()
                    .put(new HourNumber(number(row[1])), number(row[2])));
    NativeSql.rows(entities, TREES)
        .forEach(
            row ->
                states.compute(
                    (String) row[0],
                    (tree, state) ->
                        new TreeState(
                            tree,
                            new HourNumber(number(row[1])),
                            (Boolean) row[2],
                            number(row[3]),
                            state == null ? new TreeMap<>() : state.waiting())));
    return states.values();
  }

  private static int number(Object column) {
    return ((Number) column).intValue();
  }

  /** What is planned for a tree. */
  private record TreePlan(String tree, List<HourPlan> hours, List<Share> shares) {

    static TreePlan of(TreeState state, List<HourPlan> hours) {
      return new TreePlan(state.tree(), hours, Share.of(state, hours));
    }

    int keys() {
      return hours.stream().mapToInt(HourPlan::keys).sum();
    }

    HourNumber last() {
      return hours.get(hours.size() - 1).hour();
    }
  }

  private static void place(
      EntityManager entities, RoutingPolicy policy, List<TreePlan> plans, boolean someWait) {
    List<Share> shares = plans.stream().flatMap(plan -> plan.shares().stream()).toList();
    Map<PackageWindow, Integer> packages = new LinkedHashMap<>();
    shares.forEach(share -> packages.putIfAbsent(share.window(), packages.size() + 1));
    Object[] placed =
        Routes.parameters(
            policy,
            SqlArray.of(shares, share -> share.window().tree()),
            SqlArray.of(shares, share -> share.due().value()),
            SqlArray.of(shares, share -> packages.get(share.window())),
            SqlArray.of(
                shares,
                share -> share.first() == 0 ? "" : entryAt(entities, policy, share, share.first())),
            SqlArray.of(
                shares,
                share -> share.isLast() ? null : entryAt(entities, policy, share, share.end())),
            SqlArray.of(packages.keySet(), PackageWindow::tree),
            SqlArray.of(packages.keySet(), window -> window.firstHour().value()));
    long planned = shares.stream().mapToLong(Share::keys).sum();
    long found = shares.isEmpty() ? 0 : NativeSql.number(entities, PLACE, placed).longValue();
    if (found != planned) {
      throw new IllegalStateException("planned " + planned + " places of keys, found " + found);
    }
    if (someWait) {
      NativeSql.change(entities, WAIT, Arrays.copyOf(placed, placed.length - 2));
    }
  }

  /** The entry that so many others of those that are due together come before, in hex. */
  private static String entryAt(
      EntityManager entities, RoutingPolicy policy, Share share, int others) {
    return NativeSql.rows(
            entities,
            ENTRY_AT,
            Routes.parameters(policy, share.window().tree(), share.due().value(), others))
        .map(row -> (String) row[0])
        .findFirst()
        .orElseThrow();
  }

  private static void record(EntityManager entities, List<TreePlan> plans) {
    List<PlannedHour> hours =
        plans.stream()
            .flatMap(tree -> tree.hours().stream().map(hour -> new PlannedHour(tree.tree(), hour)))
            .toList();
    NativeSql.change(
        entities,
        PLAN_HOURS,
        SqlArray.of(hours, PlannedHour::tree),
        SqlArray.of(hours, hour -> hour.plan().hour().value()),
        SqlArray.of(hours, hour -> hour.plan().keys()));
    List<PlannedHour> lastOfDay =
        hours.stream()
            .filter(hour -> hour.plan().hour().ofDay() == HourNumber.PER_DAY - 1)
            .toList();
    if (!lastOfDay.isEmpty()) {
      NativeSql.change(
          entities,
          PLAN_DAYS,
          SqlArray.of(lastOfDay, PlannedHour::tree),
          SqlArray.of(lastOfDay, hour -> HourNumber.startOf(hour.plan().hour().day()).value()));
    }
    NativeSql.change(
        entities,
        ADVANCE,
        SqlArray.of(plans, TreePlan::tree),
        SqlArray.of(plans, plan -> plan.last().plus(1).value()));
  }

  /** An hour that is planned for a tree. */
  private record PlannedHour(String tree, HourPlan plan) {}
}
