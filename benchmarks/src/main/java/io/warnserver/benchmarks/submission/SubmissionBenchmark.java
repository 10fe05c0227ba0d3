package io.warnserver.benchmarks.submission;

import io.warnserver.benchmarks.load.ClosedLoop;
import io.warnserver.benchmarks.load.LoadResult;
import io.warnserver.benchmarks.load.LoadThread;
import io.warnserver.benchmarks.load.OpenLoop;
import io.warnserver.benchmarks.load.QuickVerification;
import io.warnserver.benchmarks.load.RequestTemplate;
import io.warnserver.benchmarks.meters.BenchmarkFailedException;
import io.warnserver.benchmarks.meters.ProcessFamily;
import io.warnserver.benchmarks.meters.ProcessMeter;
import io.warnserver.benchmarks.meters.Properties;
import io.warnserver.benchmarks.meters.Seconds;
import io.warnserver.benchmarks.server.TestedServer;
import io.warnserver.local.servers.DataDirectory;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;

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

  /** For what an overload has heaped up. */
  private static final Duration REST = Duration.ofSeconds(20);

  /** The first requests of a new process take long: as few as keep deadlines short. */
  private static final List<Double> FIRST_RATES = List.of(25.0, 50.0, 100.0, 200.0);

  private static final Duration FIRST = Duration.ofSeconds(10);

  /** With the shortest deadline an answer takes a fifth of a second. */
  private static final double SHORT_MILLIS = 300;

  /** Longer than a deadline stays long after it was last needed. */
  private static final Duration SETTLING = Duration.ofMinutes(4);

  private static final double PROBING_RATE = 2;
  private static final Duration PROBING = Duration.ofSeconds(2);

  private static final int FLOOR_CONNECTIONS = 64;
  private static final int OK = 200;
  private static final double MILLIS = 1000;

  private final SubmissionBenchmarkSettings settings;
  private final DataDirectory data;
  private final Clock clock;
  private final PrintStream out;
  private final List<SubmissionFigures.Trial> trials = new ArrayList<>();

  /** A benchmark with what the command line says. */
  public SubmissionBenchmark(
      Properties properties, DataDirectory data, Clock clock, PrintStream out) {
    this.settings = SubmissionBenchmarkSettings.read(properties);
    this.data = data;
    this.clock = clock;
    this.out = out;
  }

  /** Starts everything, measures, and writes {@code submission.json}. */
  public void run() throws Exception {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    say("Starting everything anew ...");
    SubmissionFigures figures;
    try (QuickVerification verification = QuickVerification.start();
        TestedServer server =
            TestedServer.start(
                settings.server(),
                data,
                clock,
                Map.of(
                    "warn.distribution.schedule",
                    "off",
                    "warn.submission.verification.url",
                    verification.address().toString()));
        LoadThread thread = LoadThread.start("load")) {
      figures = measure(server, thread, load);
    }
    SubmissionResults results = new SubmissionResults(settings, figures);
    out.println();
    out.println(results.table());
    Path file = settings.results().resolve("submission.json");
    results.write(file);
    out.println();
    out.println("Written to " + file);
  }

  private SubmissionFigures measure(TestedServer server, LoadThread thread, double load)
      throws Exception {
    Durability durability = Durability.require(server.surroundings().database());
    SplittableRandom random = new SplittableRandom();
    RequestTemplate real =
        RequestTemplate.real(server.authority(), clock, random, settings.consent());
    Supplier<byte[]> requests = () -> real.next(random);
    ProcessFamily database =
        ProcessFamily.ofPostgresql(server.surroundings().directory().root().resolve("postgresql"));
    try (ProcessMeter process = ProcessMeter.of(server.process());
        ProcessMeter own = ProcessMeter.ofThisProcess();
        OpenLoop phones = new OpenLoop(thread, server.address(), settings.connections())) {
      say("Warming up until requests get no cheaper ...");
      for (double few : FIRST_RATES) {
        phones.run(few, FIRST, requests, LIMIT);
      }
      awaitShortDeadlines(phones, requests);
      List<WarmUp.Window> warmUp =
          WarmUp.run(
              WARM_UP_REQUESTS,
              settings.warmUp(),
              duration -> busy(phones, process, requests, duration),
              window ->
                  say(
                      String.format(
                          Locale.ROOT,
                          "  %d in %d s, %d failed: %.2f ms of CPU each",
                          window.requests(),
                          WarmUp.WINDOW.toSeconds(),
                          window.failures(),
                          window.cpuMillisEach())));
      say("Looking for the highest rate ...");
      double rate =
          RateSearch.highest(FIRST_RATE, perSecond -> isSustained(phones, perSecond, requests));
      for (int i = 0; i < MOST_MEASURES; i++) {
        say(
            String.format(
                Locale.ROOT,
                "Measuring at %.0f/s for %d s ...",
                rate,
                settings.measure().toSeconds()));
        awaitShortDeadlines(phones, requests);
        long keysBefore = keys(server);
        process.reset();
        double cpu = process.cpuSeconds();
        double databaseCpu = database.cpuSeconds();
        double ownCpu = own.cpuSeconds();
        LoadResult result = phones.run(rate, settings.measure(), requests, LIMIT);
        double each = MILLIS / result.requests();
        double cpuEach = (process.cpuSeconds() - cpu) * each;
        double databaseEach = (database.cpuSeconds() - databaseCpu) * each;
        double ownEach = (own.cpuSeconds() - ownCpu) * each;
        double rss = process.peakRssMiB();
        double stored = (double) (keys(server) - keysBefore) / result.requests();
        if (result.failureRate() < MOST_FAILURES) {
          say("The floor: an empty POST, and the insert without HTTP ...");
          return new SubmissionFigures(
              durability,
              warmUp,
              List.copyOf(trials),
              result,
              cpuEach,
              databaseEach,
              ownEach,
              stored,
              rss,
              emptyPost(server, thread, process),
              insert(server, own, database),
              load);
        }
        say(failures(result));
        rate *= STEP_BACK;
      }
    }
    throw new BenchmarkFailedException("no rate was sustained; is the machine busy?");
  }

  /** What was too much makes answers take longer for two minutes; each rate begins without that. */
  private static void awaitShortDeadlines(OpenLoop phones, Supplier<byte[]> requests)
      throws InterruptedException {
    long end = System.nanoTime() + SETTLING.toNanos();
    do {
      phones.awaitRest(REST);
    } while (phones.run(PROBING_RATE, PROBING, requests, LIMIT).times().millis(50) > SHORT_MILLIS
        && System.nanoTime() < end);
    phones.awaitRest(REST);
  }

  /** At a rate that leaves deadlines short. */
  private static WarmUp.Window busy(
      OpenLoop phones, ProcessMeter process, Supplier<byte[]> requests, Duration duration)
      throws InterruptedException {
    double cpu = process.cpuSeconds();
    LoadResult result = phones.run(FIRST_RATE, duration, requests, LIMIT);
    double each = (process.cpuSeconds() - cpu) * MILLIS / result.requests();
    return new WarmUp.Window(result.requests(), result.failures(), each);
  }

  /**
   * A rate has failed when it fails twice, if not clearly: others may have had the cores the first
   * time.
   */
  private boolean isSustained(OpenLoop phones, double perSecond, Supplier<byte[]> requests)
      throws InterruptedException {
    awaitShortDeadlines(phones, requests);
    LoadResult result = phones.run(perSecond, settings.step(), requests, LIMIT);
    if (result.failureRate() >= MOST_FAILURES && result.failureRate() < CLEARLY_TOO_MUCH) {
      say(failures(result));
      awaitShortDeadlines(phones, requests);
      result = phones.run(perSecond, settings.step(), requests, LIMIT);
    }
    trials.add(
        new SubmissionFigures.Trial(
            perSecond, result.failureRate(), result.times().millis(50), result.times().millis(99)));
    boolean sustained = result.failureRate() < MOST_FAILURES;
    say(
        String.format(
            Locale.ROOT,
            "  %.0f/s: p50 %.1f ms, p99 %.1f ms%s",
            perSecond,
            result.times().millis(50),
            result.times().millis(99),
            sustained ? "" : ", too much"));
    return sustained;
  }

  private static String failures(LoadResult result) {
    return String.format(
        Locale.ROOT,
        "  %.0f/s: %d of %d failed; statuses %s, p99 %.0f ms",
        result.perSecond(),
        result.failures(),
        result.requests(),
        result.statuses(),
        result.times().millis(99));
  }

  private static Part emptyPost(TestedServer server, LoadThread thread, ProcessMeter process) {
    RequestTemplate empty = RequestTemplate.empty(server.authority(), server.floorPath());
    Supplier<byte[]> requests = () -> empty.next(new SplittableRandom(0));
    ClosedLoop.run(thread, server.address(), FLOOR_CONNECTIONS, FLOOR_WARM_UP, OK, requests);
    double before = process.cpuSeconds();
    ClosedLoop.Reached most =
        ClosedLoop.run(thread, server.address(), FLOOR_CONNECTIONS, FLOOR, OK, requests);
    double cpu = process.cpuSeconds() - before;
    if (most.others() > 0) {
      throw new BenchmarkFailedException("the floor's application does not answer");
    }
    return new Part(most.perSecond(), cpu * MILLIS / most.answers(), Double.NaN);
  }

  private Part insert(TestedServer server, ProcessMeter own, ProcessFamily database)
      throws InterruptedException {
    InsertFloor floor =
        new InsertFloor(
            server.surroundings().database(),
            (int) LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toEpochDay());
    floor.run(FLOOR_WARM_UP);
    double ownCpu = own.cpuSeconds();
    double databaseCpu = database.cpuSeconds();
    long start = System.nanoTime();
    int count = floor.run(FLOOR);
    return new Part(
        count / Seconds.since(start),
        (own.cpuSeconds() - ownCpu) * MILLIS / count,
        (database.cpuSeconds() - databaseCpu) * MILLIS / count);
  }

  private static long keys(TestedServer server) throws SQLException, IOException {
    try (Connection connection = server.surroundings().database().connectAsSuperuser();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select count(*) from warn.incoming_key")) {
      row.next();
      return row.getLong(1);
    }
  }

  private void say(String line) {
    out.println(line);
  }
}
