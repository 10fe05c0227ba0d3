package io.warnserver.benchmarks.federation;

import io.warnserver.benchmarks.meters.BenchmarkFailedException;
import io.warnserver.benchmarks.meters.Properties;
import io.warnserver.benchmarks.meters.Seconds;
import io.warnserver.keys.HourNumber;
import io.warnserver.local.data.KeyFilling;
import io.warnserver.local.data.KeyPlan;
import io.warnserver.local.servers.DataDirectory;
import io.warnserver.local.servers.DatabaseRole;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/** Drains a gateway through the deployed server, beside the floor, and uploads to it. */
public final class FederationBenchmark {

  private static final int UPLOADED_KEYS = 100_000;
  private static final int DAY = 24;
  private static final List<String> COUNTRIES = List.of("DE", "FR", "NL");
  private static final String STORED =
      "select count(*) from warn.incoming_key where origin <> 'DE'";

  private final Path war;
  private final List<String> jvmOptions;
  private final Path results;
  private final DataDirectory data;
  private final Clock clock;
  private final PrintStream out;

  /** A benchmark with what the command line says. */
  public FederationBenchmark(
      Properties properties, DataDirectory data, Clock clock, PrintStream out) {
    this.war = properties.path("bench.war");
    this.jvmOptions = List.of(properties.text("bench.jvm").strip().split("\\s+", -1));
    this.results = properties.path("bench.results");
    this.data = data;
    this.clock = clock;
    this.out = out;
  }

  /** Starts everything, measures, and writes {@code federation.json}. */
  public void run() throws Exception {
    HourNumber hour = HourNumber.containing(clock.instant());
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    say("Starting everything anew ...");
    FederationFigures figures;
    try (FederationStack stack = FederationStack.start(data, war, jvmOptions, clock)) {
      seed(stack, 1, hour, 1);
      Cost first = drain(stack, 1, "new process");
      BodyFetching fetching = new BodyFetching(stack.federation());
      // Once for the compiler.
      fetching.run(today, Batches.COUNT);
      BodyFetching.Fetched floor = fetching.run(today, Batches.COUNT);
      say("  floor: " + Seconds.text(floor.wallSeconds()) + " s");
      seed(stack, 1, hour, 2);
      Cost warm = drain(stack, 2, "warm");
      seed(stack, 3, hour, 3);
      Cost threeTimes = drain(stack, 5, "three times as many");
      Cost upload = upload(stack, hour);
      say("Signing alone ...");
      BatchSigning signing = new BatchSigning(UPLOADED_KEYS, hour);
      var certificates = stack.federation().certificates();
      figures =
          new FederationFigures(
              first,
              floor,
              warm,
              threeTimes,
              upload,
              signing.cpuSeconds(certificates, "DE"),
              signing.cpuSeconds(certificates, "DE"),
              signing.cpuSeconds(certificates, "FR"));
    }
    FederationResults written = new FederationResults(figures);
    out.println();
    out.println(written.table());
    Path file = results.resolve("federation.json");
    written.write(file, jvmOptions);
    out.println();
    out.println("Written to " + file);
  }

  private void seed(FederationStack stack, int times, HourNumber hour, long seed) {
    long start = System.nanoTime();
    Batches.seed(stack.federation().gateway(), times, hour, seed);
    say(
        String.format(
            Locale.ROOT,
            "Seeded %,d keys in %s s",
            Batches.KEYS * times,
            Seconds.text(Seconds.since(start))));
  }

  /**
   * @param timesStored how many times the keys of 34 batches must be stored then
   */
  private Cost drain(FederationStack stack, int timesStored, String name)
      throws InterruptedException {
    say("Draining, " + name + " ...");
    Cost cost = stack.drain();
    say(cost);
    long stored = stack.count(STORED);
    if (stored != (long) Batches.KEYS * timesStored) {
      throw new BenchmarkFailedException(
          String.format(
              Locale.ROOT,
              "%,d keys are stored and not %,d",
              stored,
              (long) Batches.KEYS * timesStored));
    }
    return cost;
  }

  private Cost upload(FederationStack stack, HourNumber hour)
      throws SQLException, InterruptedException {
    try (Connection connection = stack.surroundings().database().connect(DatabaseRole.SUBMISSION)) {
      KeyFilling.fillUploadQueue(
          connection, KeyPlan.ofOneOrigin(UPLOADED_KEYS, DAY, COUNTRIES, 4), hour);
    }
    say("Uploading ...");
    Cost cost = stack.upload();
    say(cost);
    int arrived = stack.federation().gateway().keyDataOf("DE").size();
    if (arrived != UPLOADED_KEYS) {
      throw new BenchmarkFailedException(
          String.format(Locale.ROOT, "%,d keys have arrived at the gateway", arrived));
    }
    return cost;
  }

  private void say(Cost cost) {
    say(
        String.format(
            Locale.ROOT,
            "  %s s, %s s of CPU, %,d batches with %,d keys",
            Seconds.text(cost.wallSeconds()),
            Seconds.text(cost.cpuSeconds()),
            cost.batches(),
            cost.keys()));
  }

  private void say(String line) {
    out.println(line);
  }
}
