package io.warnserver.benchmarks.federation;

import io.warnserver.benchmarks.meters.Bench;
import io.warnserver.benchmarks.meters.BenchmarkFailedException;
import io.warnserver.benchmarks.meters.Figures;
import io.warnserver.benchmarks.meters.Seconds;
import io.warnserver.benchmarks.server.OperatorRuns;
import io.warnserver.keys.HourNumber;
import io.warnserver.local.data.KeyFilling;
import io.warnserver.local.data.KeyPlan;
import io.warnserver.local.play.Operator;
import io.warnserver.local.servers.Database;
import io.warnserver.local.servers.DatabaseRole;
import io.warnserver.local.servers.Federation;
import io.warnserver.local.servers.Surroundings;
import java.sql.Connection;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/** Drains a gateway through the deployed server, beside the floor, and uploads to it. */
public final class FederationBenchmark {

  private static final int UPLOADED_KEYS = 100_000;
  private static final int DAY = 24;
  private static final List<String> COUNTRIES = List.of("DE", "FR", "NL");
  private static final double TIMES_FLOOR = 1.5;
  private static final double LEAST_LIMIT_SECONDS = 6;
  private static final double SIGNING_LIMIT_SECONDS = 2;

  private final Bench bench;
  private final HourNumber hour;

  /** A benchmark with what the command line says. */
  public FederationBenchmark(Bench bench) {
    this.bench = bench;
    hour = HourNumber.containing(bench.clock().instant());
  }

  /** Starts everything, measures, and writes {@code federation.json}. */
  public void run() throws Exception {
    bench.say("Starting everything anew ...");
    Map<String, Object> figures = bench.environment(bench.jvmOptions());
    try (OperatorRuns runs = OperatorRuns.start(bench, FederationBenchmark::settings)) {
      Federation federation = runs.server().surroundings().federation();
      seed(federation, 1, 1);
      figures.put("drain", drain(runs, 1, "new process"));
      BodyFetching fetching = new BodyFetching(federation);
      LocalDate today = LocalDate.ofInstant(bench.clock().instant(), ZoneOffset.UTC);
      // Once for the compiler.
      fetching.run(today, Batches.COUNT);
      Map<String, Object> floor = fetching.run(today, Batches.COUNT);
      bench.say("  floor: %.2f s", floor.get("wallSeconds"));
      seed(federation, 1, 2);
      figures.put("drainWarm", drain(runs, 2, "warm"));
      seed(federation, 3, 3);
      figures.put("drainThreeTimes", drain(runs, 5, "three times as many"));
      figures.put("floor", floor);
      figures.put("drainLimitSeconds", limitSeconds((double) floor.get("wallSeconds")));
      figures.put("upload", upload(runs));
      bench.say("Signing alone ...");
      BatchSigning signing = new BatchSigning(UPLOADED_KEYS, hour);
      figures.put(
          "signing",
          Figures.of(
              "cpuSeconds", signing.cpuSeconds(federation.certificates(), "DE"),
              "warmCpuSeconds", signing.cpuSeconds(federation.certificates(), "DE"),
              "rsaWarmCpuSeconds", signing.cpuSeconds(federation.certificates(), "FR")));
    }
    bench.finish("federation", table(figures), figures);
  }

  private static Map<String, String> settings(Surroundings surroundings) {
    Map<String, String> settings = new TreeMap<>(surroundings.federation().settings());
    settings.put("warn.federation.upload.schedule", "off");
    settings.put("warn.federation.download.schedule", "off");
    return settings;
  }

  private void seed(Federation federation, int times, long seed) {
    long start = System.nanoTime();
    Batches.seed(federation.gateway(), times, hour, seed);
    bench.say("Seeded %,d keys in %.2f s", Batches.KEYS * times, Seconds.since(start));
  }

  /**
   * @param timesStored how many times the keys of 34 batches must be stored then
   */
  private Map<String, Object> drain(OperatorRuns runs, int timesStored, String name)
      throws Exception {
    bench.say("Draining, %s ...", name);
    Map<String, Object> figures = measure(runs, runs.operator()::download);
    Database database = runs.server().surroundings().database();
    long stored = database.count("warn.incoming_key where origin <> 'DE'");
    long expected = (long) Batches.KEYS * timesStored;
    if (stored != expected) {
      throw new BenchmarkFailedException(
          String.format(Locale.ROOT, "%,d keys are stored and not %,d", stored, expected));
    }
    return figures;
  }

  private Map<String, Object> upload(OperatorRuns runs) throws Exception {
    Surroundings surroundings = runs.server().surroundings();
    try (Connection connection = surroundings.database().connect(DatabaseRole.SUBMISSION)) {
      KeyFilling.fillUploadQueue(
          connection, KeyPlan.ofOneOrigin(UPLOADED_KEYS, DAY, COUNTRIES, 4), hour);
    }
    bench.say("Uploading ...");
    Map<String, Object> figures = measure(runs, runs.operator()::upload);
    int arrived = surroundings.federation().gateway().keyDataOf("DE").size();
    if (arrived != UPLOADED_KEYS) {
      throw new BenchmarkFailedException(
          String.format(Locale.ROOT, "%,d keys have arrived at the gateway", arrived));
    }
    return figures;
  }

  private Map<String, Object> measure(OperatorRuns runs, Callable<Operator.Run> run)
      throws Exception {
    runs.process().awaitRest();
    Map<String, Object> figures =
        runs.process()
            .measure(
                () -> {
                  Operator.Run exchanged = run.call();
                  return Figures.of("batches", exchanged.batches(), "keys", exchanged.keys());
                },
                runs.database()::cpuSeconds,
                "gatewayCpuSeconds",
                () -> Seconds.of(ProcessHandle.current()));
    bench.say(
        "  %.2f s, %.2f s of CPU, %,d batches with %,d keys",
        figures.get("wallSeconds"),
        figures.get("cpuSeconds"),
        figures.get("batches"),
        figures.get("keys"));
    return figures;
  }

  /** What draining may take. */
  static double limitSeconds(double floorSeconds) {
    return Math.max(TIMES_FLOOR * floorSeconds, LEAST_LIMIT_SECONDS);
  }

  /**
   * A line a run, with the seconds that are to be reached: of drains they pass, of signing of CPU.
   */
  static String table(Map<String, Object> figures) {
    Map<String, Map<String, Object>> rows = new LinkedHashMap<>();
    figures.forEach(
        (name, value) -> {
          if (value instanceof Map<?, ?> run) {
            rows.put(name, Figures.flat(run));
          }
        });
    for (String drain : List.of("drain", "drainWarm")) {
      rows.get(drain).put("to reach", figures.get("drainLimitSeconds"));
    }
    rows.get("signing").put("to reach", SIGNING_LIMIT_SECONDS);
    return Figures.table(rows);
  }
}
