package io.warnserver.benchmarks;

import io.warnserver.benchmarks.meters.Bench;
import io.warnserver.benchmarks.meters.Figures;
import io.warnserver.benchmarks.meters.ProcessFamily;
import io.warnserver.benchmarks.meters.Seconds;
import io.warnserver.benchmarks.server.OperatorRuns;
import io.warnserver.keys.HourNumber;
import io.warnserver.local.data.KeyFilling;
import io.warnserver.local.data.KeyPlan;
import io.warnserver.local.play.Operator;
import io.warnserver.local.servers.Database;
import io.warnserver.local.servers.DatabaseRole;
import io.warnserver.local.servers.ObjectStore;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What distribution runs cost: the first one with many keys of two weeks, one with nothing new, one
 * with a new hour, and a first one with trees for all countries.
 */
final class DistributionBenchmark {

  private static final int HOURS = 336;
  private static final int MAX_KEYS = 14_000_000;
  private static final int KEYS_OF_NEW_HOUR = 3000;

  /**
   * The first is a figure; of the others, while the compiler sees what an hour takes, the median.
   */
  private static final int NEW_HOURS = 20;

  private static final List<String> COUNTRIES = List.of("DE", "FR", "NL");

  /** After the full hour, as the schedule has it. */
  private static final Duration PAST_THE_HOUR = Duration.ofMinutes(5);

  /** Total CPU seconds that a run with a million keys is to stay below. */
  private static final Map<String, String> TO_REACH =
      Map.of("first", "20", "unchanged", "0.3", "oneNewHour", "0.25", "allCountries", "linear");

  private final Bench bench;
  private final int keys;
  private final Map<String, Map<String, Object>> measured = new LinkedHashMap<>();

  DistributionBenchmark(Bench bench) {
    this.bench = bench;
    // At least one in each hour.
    keys = bench.settings().whole("keys", HOURS, MAX_KEYS);
  }

  void run() throws Exception {
    // The last midnight: then the hours are those of 14 whole days, and all are within retention.
    HourNumber end = HourNumber.startOf(HourNumber.containing(bench.clock().instant()).day());
    try (OperatorRuns runs = start("DE and EUR", false)) {
      fill(runs, keys, HOURS, 1, end);
      measured.put("first", measure("first", runs));
      measured.put("unchanged", measure("unchanged", runs));
      warm(runs);
      measured.put("oneNewHour", measureHour(1, end, runs));
      List<Map<String, Object>> later = new ArrayList<>();
      for (int hour = 2; hour <= NEW_HOURS; hour++) {
        later.add(measureHour(hour, end, runs));
      }
      later.sort(Comparator.comparingDouble(run -> (double) run.get("totalCpuSeconds")));
      measured.put("laterNewHour", later.get(later.size() / 2));
    }
    try (OperatorRuns runs = start("all countries and EUR", true)) {
      fill(runs, keys, HOURS, 1, end);
      measured.put("allCountries", measure("allCountries", runs));
    }
    Map<String, Object> figures = Figures.of("keys", keys);
    figures.putAll(bench.environment(bench.jvmOptions()));
    figures.putAll(measured);
    bench.finish("distribution", table(measured), figures);
  }

  private OperatorRuns start(String trees, boolean perCountryPackages) throws Exception {
    bench.say("Starting everything anew, with trees for %s ...", trees);
    Map<String, String> settings =
        Map.of(
            "warn.distribution.hour-retention-days", "14",
            "warn.distribution.max-keys", "1000000",
            "warn.distribution.per-country-packages", String.valueOf(perCountryPackages));
    return OperatorRuns.start(bench, surroundings -> settings);
  }

  /** Stores keys, leaves the database at rest, and moves the application's clock after them. */
  private void fill(OperatorRuns runs, int count, int hours, long seed, HourNumber end)
      throws Exception {
    long start = System.nanoTime();
    Database database = runs.server().surroundings().database();
    try (Connection connection = database.connect(DatabaseRole.SUBMISSION)) {
      KeyFilling.fill(connection, KeyPlan.ofOneOrigin(count, hours, COUNTRIES, seed), end);
    }
    database.execute("analyze warn.incoming_key", "checkpoint");
    bench.say("Stored %,d keys in %.2f s", count, Seconds.since(start));
    runs.operator().setClock(end.start().plus(PAST_THE_HOUR));
  }

  private Map<String, Object> measureHour(int hour, HourNumber end, OperatorRuns runs)
      throws Exception {
    fill(runs, KEYS_OF_NEW_HOUR, 1, 1 + hour, end.plus(hour));
    return measure("new hour " + hour, runs);
  }

  private Map<String, Object> measure(String name, OperatorRuns runs) throws Exception {
    bench.say("Run %s ...", name);
    ObjectStore store = runs.server().surroundings().objectStore();
    runs.process().awaitRest();
    StoreMeter meter = new StoreMeter(store);
    Map<String, Object> figures =
        runs.process()
            .measure(
                () -> {
                  Operator.Run run = runs.operator().distribute();
                  return Figures.of("packages", run.packages(), "keys", run.keys());
                },
                runs.database()::cpuSeconds,
                "storeCpuSeconds",
                new ProcessFamily(store.process())::cpuSeconds);
    figures.putAll(meter.traffic());
    figures.put("databaseUpkeepCpuSeconds", upkeep(runs));
    bench.say(
        "  %.2f s, %.2f s of CPU and %.2f s of PostgreSQL's, %,d packages with %,d keys",
        figures.get("wallSeconds"),
        figures.get("cpuSeconds"),
        figures.get("databaseCpuSeconds"),
        figures.get("packages"),
        figures.get("keys"));
    return figures;
  }

  /**
   * Has PostgreSQL do at once what it would do later, maybe in the middle of the next run: an
   * arrival table that held all keys is long until then, and a run reads it twice.
   */
  private static double upkeep(OperatorRuns runs) throws Exception {
    double before = runs.database().cpuSeconds();
    runs.server().surroundings().database().execute("vacuum (analyze)", "checkpoint");
    return runs.database().cpuSeconds() - before;
  }

  /**
   * Has PostgreSQL read the index of all keys: the hourly runs of two weeks would have read each of
   * its pages many times. Who stores all keys at once leaves most of it outside the buffers.
   */
  private static void warm(OperatorRuns runs) throws Exception {
    runs.server()
        .surroundings()
        .database()
        .execute(
            "create extension if not exists pg_prewarm",
            "select pg_prewarm('warn.known_key_pkey')");
  }

  /** One line a run, with what is to be reached with a million keys. */
  static String table(Map<String, Map<String, Object>> measured) {
    Map<String, Map<String, Object>> rows = new LinkedHashMap<>();
    measured.forEach(
        (name, figures) -> {
          Map<String, Object> row = new LinkedHashMap<>(figures);
          double total = ((Number) figures.get("totalCpuSeconds")).doubleValue();
          long published = ((Number) figures.get("keys")).longValue();
          row.put("total s/M keys", published == 0 ? Double.NaN : total * 1_000_000 / published);
          row.put("to reach", TO_REACH.getOrDefault(name, ""));
          rows.put(name, row);
        });
    return Figures.table(rows);
  }
}
