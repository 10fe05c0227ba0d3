package io.warnserver.benchmarks.submission;

import io.warnserver.benchmarks.load.BodyShape;
import io.warnserver.benchmarks.load.ClosedLoop;
import io.warnserver.benchmarks.load.LoadResult;
import io.warnserver.benchmarks.load.LoadThread;
import io.warnserver.benchmarks.load.OpenLoop;
import io.warnserver.benchmarks.load.QuickVerification;
import io.warnserver.benchmarks.load.RequestTemplate;
import io.warnserver.benchmarks.meters.Bench;
import io.warnserver.benchmarks.meters.BenchmarkFailedException;
import io.warnserver.benchmarks.meters.Figures;
import io.warnserver.benchmarks.meters.ProcessFamily;
import io.warnserver.benchmarks.meters.ProcessMeter;
import io.warnserver.benchmarks.meters.Properties;
import io.warnserver.benchmarks.meters.Seconds;
import io.warnserver.benchmarks.server.TestedServer;
import io.warnserver.local.servers.Database;
import io.warnserver.local.servers.DatabaseRole;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** The highest rate of real submissions, what each costs at this rate, and the floor. */
public final class SubmissionBenchmark {

  /**
   * A request that has no good answer so long after it was due has failed. Deadlines of a second
   * are fine: near the highest rate one slow submission in thousands is enough for them.
   */
  private static final Duration LIMIT = Duration.ofMillis(1500);

  /** Fewer than this part of all may fail. */
  private static final double MOST_FAILURES = 0.001;

  private static final double CLEARLY_TOO_MUCH = 0.2;
  private static final double FIRST_RATE = 400;

  /**
   * Payara Micro's options let the optimising compiler begin with what was called 40,000 times, or
   * 120,000 times with its loops (domain-config/payara-micro/jvm.options).
   */
  private static final long WARM_UP_REQUESTS = 120_000;

  private static final double STEP_BACK = 0.93;
  private static final int MOST_MEASURES = 4;
  private static final Duration FLOOR = Duration.ofSeconds(8);
  private static final Duration FLOOR_WARM_UP = Duration.ofSeconds(3);
  private static final double PART_OF_FLOOR = 0.7;

  /** For what an overload has heaped up. */
  private static final Duration REST = Duration.ofSeconds(20);

  /** The first requests of a new process take long: as few as keep deadlines short. */
  private static final List<Double> FIRST_RATES = List.of(25.0, 50.0, 100.0, 200.0);

  private static final Duration FIRST = Duration.ofSeconds(10);

  /** With the shortest deadline an answer takes a fifth of a second. */
  private static final double SHORT_MILLIS = 300;

  /** Longer than a deadline stays long after it was last needed. */
  private static final Duration SETTLING = Duration.ofMinutes(4);

  private static final String KEYS = "warn.incoming_key";
  private static final double PROBING_RATE = 2;
  private static final Duration PROBING = Duration.ofSeconds(2);

  private static final int FLOOR_CONNECTIONS = 64;
  private static final double MILLIS = 1000;

  private final Bench bench;
  private final SubmissionSettings settings;
  private final List<Map<String, Object>> trials = new ArrayList<>();

  /** A benchmark with what the command line says. */
  public SubmissionBenchmark(Bench bench) {
    this.bench = bench;
    settings = SubmissionSettings.read(bench.settings());
  }

  /** Starts everything, measures, and writes {@code submission.json}. */
  public void run() throws Exception {
    Map<String, Object> figures = Figures.of("server", Properties.word(settings.server()));
    figures.putAll(bench.environment(settings.server().jvm(bench)));
    figures.put("loadAverage", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    bench.say("Starting everything anew ...");
    try (QuickVerification verification = QuickVerification.start();
        TestedServer server = TestedServer.start(bench, settings.server(), verification.address());
        LoadThread thread = LoadThread.start("load");
        ProcessMeter process = new ProcessMeter(server.process())) {
      figures.put("database", durability(server.surroundings().database()));
      SplittableRandom random = new SplittableRandom();
      RequestTemplate real =
          RequestTemplate.real(
              server.authority(), bench.clock(), random, settings.consent(), BodyShape.AS_SENT);
      List<WarmUp.Window> warmUp;
      try (OpenLoop phones =
          new OpenLoop(
              thread, server.address(), settings.connections(), () -> real.next(random), LIMIT)) {
        warmUp = warmUp(phones, process);
        figures.putAll(measure(rate(phones), server, phones, process));
      }
      bench.say("The floor: an empty POST, and the insert without HTTP ...");
      figures.put("floor", floor(emptyPost(server, thread, process), insert(server)));
      figures.put("warmUp", warmUp.stream().map(WarmUp.Window::figures).toList());
      figures.put("trials", trials);
    }
    bench.finish("submission", table(figures), figures);
  }

  /**
   * What PostgreSQL says of its own settings to the role that stores submissions: a figure without
   * them on would be worth nothing.
   */
  private static Map<String, Object> durability(Database database) throws SQLException {
    try (Connection connection = database.connect(DatabaseRole.SUBMISSION);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select current_setting('fsync'), current_setting('synchronous_commit'),"
                    + " current_setting('full_page_writes')")) {
      row.next();
      Map<String, Object> found =
          Figures.of(
              "fsync", row.getString(1),
              "synchronousCommit", row.getString(2),
              "fullPageWrites", row.getString(3));
      if (!found.values().stream().allMatch("on"::equals)) {
        throw new BenchmarkFailedException("PostgreSQL is not durable: " + found);
      }
      return found;
    }
  }

  private List<WarmUp.Window> warmUp(OpenLoop phones, ProcessMeter process)
      throws InterruptedException {
    bench.say("Warming up until requests get no cheaper ...");
    for (double few : FIRST_RATES) {
      phones.run(few, FIRST);
    }
    awaitShortDeadlines(phones);
    return WarmUp.run(
        WARM_UP_REQUESTS,
        settings.warmUp(),
        duration -> {
          // At a rate that leaves deadlines short.
          double cpu = process.cpuSeconds();
          LoadResult result = phones.run(FIRST_RATE, duration);
          double each = (process.cpuSeconds() - cpu) * MILLIS / result.requests();
          bench.say(
              "  %d in %d s, %d failed: %.2f ms of CPU each",
              result.requests(), duration.toSeconds(), result.failures(), each);
          return new WarmUp.Window(result.requests(), result.failures(), each);
        });
  }

  private double rate(OpenLoop phones) throws InterruptedException {
    if (settings.rate() > 0) {
      return settings.rate();
    }
    bench.say("Looking for the highest rate ...");
    return RateSearch.highest(FIRST_RATE, perSecond -> isSustained(phones, perSecond));
  }

  /** What was too much makes answers take longer for two minutes; each rate begins without that. */
  private static void awaitShortDeadlines(OpenLoop phones) throws InterruptedException {
    long end = System.nanoTime() + SETTLING.toNanos();
    do {
      phones.awaitRest(REST);
    } while (phones.run(PROBING_RATE, PROBING).times().millis(50) > SHORT_MILLIS
        && System.nanoTime() < end);
    phones.awaitRest(REST);
  }

  /**
   * A rate has failed when it fails twice, if not clearly: others may have had the cores the first
   * time.
   */
  private boolean isSustained(OpenLoop phones, double perSecond) throws InterruptedException {
    awaitShortDeadlines(phones);
    LoadResult result = phones.run(perSecond, settings.step());
    if (result.failureRate() >= MOST_FAILURES && result.failureRate() < CLEARLY_TOO_MUCH) {
      sayFailures(result);
      awaitShortDeadlines(phones);
      result = phones.run(perSecond, settings.step());
    }
    double p50 = result.times().millis(50);
    double p99 = result.times().millis(99);
    trials.add(
        Figures.of(
            "perSecond", perSecond,
            "failureRate", result.failureRate(),
            "p50Millis", p50,
            "p99Millis", p99));
    boolean sustained = result.failureRate() < MOST_FAILURES;
    bench.say(
        "  %.0f/s: p50 %.1f ms, p99 %.1f ms%s", perSecond, p50, p99, sustained ? "" : ", too much");
    return sustained;
  }

  private void sayFailures(LoadResult result) {
    bench.say(
        "  %.0f/s: %d of %d failed; statuses %s, p99 %.0f ms",
        result.perSecond(),
        result.failures(),
        result.requests(),
        result.statuses(),
        result.times().millis(99));
  }

  /** At this rate, or at a lower one where it is too much in the longer time. */
  private Map<String, Object> measure(
      double first, TestedServer server, OpenLoop phones, ProcessMeter process) throws Exception {
    ProcessFamily database = server.database();
    Database keys = server.surroundings().database();
    double rate = first;
    for (int i = 0; i < MOST_MEASURES; i++) {
      bench.say("Measuring at %.0f/s for %d s ...", rate, settings.measure().toSeconds());
      awaitShortDeadlines(phones);
      long keysBefore = keys.count(KEYS);
      process.reset();
      double cpu = process.cpuSeconds();
      double databaseCpu = database.cpuSeconds();
      double ownCpu = Seconds.of(ProcessHandle.current());
      LoadResult result = phones.run(rate, settings.measure());
      double each = MILLIS / result.requests();
      Map<String, Object> real = result.figures();
      real.put("cpuMillisEach", (process.cpuSeconds() - cpu) * each);
      real.put("databaseCpuMillisEach", (database.cpuSeconds() - databaseCpu) * each);
      real.put("generatorCpuMillisEach", (Seconds.of(ProcessHandle.current()) - ownCpu) * each);
      double rss = process.peakRssMiB();
      real.put("keysStoredEach", (double) (keys.count(KEYS) - keysBefore) / result.requests());
      if (result.failureRate() < MOST_FAILURES) {
        return Figures.of("real", real, "rssMiB", rss);
      }
      sayFailures(result);
      if (settings.rate() > 0) {
        throw new BenchmarkFailedException("bench.rate was not sustained");
      }
      rate *= STEP_BACK;
    }
    throw new BenchmarkFailedException("no rate was sustained; is the machine busy?");
  }

  /** CPU is that of the server. */
  private static Map<String, Object> emptyPost(
      TestedServer server, LoadThread thread, ProcessMeter process) {
    byte[] post = RequestTemplate.empty(server.authority(), TestedServer.FLOOR_PATH);
    ClosedLoop.repeat(thread, server.address(), FLOOR_CONNECTIONS, FLOOR_WARM_UP, post);
    double cpu = process.cpuSeconds();
    long start = System.nanoTime();
    int count = ClosedLoop.repeat(thread, server.address(), FLOOR_CONNECTIONS, FLOOR, post);
    double wall = Seconds.since(start);
    return part(count / wall, (process.cpuSeconds() - cpu) / count, Double.NaN);
  }

  /** CPU is that of this process. */
  private Map<String, Object> insert(TestedServer server) throws Exception {
    ProcessFamily database = server.database();
    LocalDate today = LocalDate.ofInstant(bench.clock().instant(), ZoneOffset.UTC);
    InsertFloor floor = new InsertFloor(server.surroundings().database(), (int) today.toEpochDay());
    floor.run(FLOOR_WARM_UP);
    double ownCpu = Seconds.of(ProcessHandle.current());
    double databaseCpu = database.cpuSeconds();
    long start = System.nanoTime();
    int count = floor.run(FLOOR);
    return part(
        count / Seconds.since(start),
        (Seconds.of(ProcessHandle.current()) - ownCpu) / count,
        (database.cpuSeconds() - databaseCpu) / count);
  }

  /** A part of the floor: how often it can be done, alone on this machine. */
  static Map<String, Object> part(double perSecond, double cpuEach, double databaseCpuEach) {
    return Figures.of(
        "perSecond", perSecond,
        "cpuMillisEach", cpuEach * MILLIS,
        "databaseCpuMillisEach", databaseCpuEach * MILLIS);
  }

  /** Both parts need the same cores, so their times add up. */
  static Map<String, Object> floor(Map<String, Object> emptyPost, Map<String, Object> insert) {
    double seconds = 1 / (double) emptyPost.get("perSecond") + 1 / (double) insert.get("perSecond");
    return Figures.of("perSecond", 1 / seconds, "emptyPost", emptyPost, "insert", insert);
  }

  /** A line a figure, with what is to be reached. */
  static String table(Map<String, Object> figures) {
    Map<String, Object> flat = Figures.flat(figures);
    long partOfFloor = Math.round(PART_OF_FLOOR * (double) flat.get("floor.perSecond"));
    Map<String, Object> toReach = new LinkedHashMap<>();
    toReach.put("real.perSecond", "1500 or " + partOfFloor);
    toReach.put("real.cpuMillisEach", "0.55");
    toReach.put("real.keysStoredEach", "14");
    toReach.put("rssMiB", flat.get("server").equals("micro") ? "512" : "");
    Map<String, Map<String, Object>> rows = new LinkedHashMap<>();
    flat.forEach(
        (name, figure) -> {
          if (figure instanceof Number) {
            rows.put(
                name, Figures.of("figure", figure, "to reach", toReach.getOrDefault(name, "")));
          }
        });
    return Figures.table(rows);
  }
}
