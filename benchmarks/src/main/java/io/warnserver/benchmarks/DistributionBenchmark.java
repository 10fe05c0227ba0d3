package io.warnserver.benchmarks;

import io.warnserver.benchmarks.meters.Seconds;
import io.warnserver.keys.HourNumber;
import io.warnserver.local.data.KeyPlan;
import io.warnserver.local.servers.DataDirectory;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What distribution runs cost: the first one with many keys of two weeks, one with nothing new, one
 * with a new hour, and a first one with trees for all countries.
 */
final class DistributionBenchmark {

  private static final int HOURS = 336;
  private static final int KEYS_OF_NEW_HOUR = 3000;
  private static final List<String> COUNTRIES = List.of("DE", "FR", "NL");

  private final BenchmarkSettings settings;
  private final DataDirectory data;
  private final Clock clock;
  private final PrintStream out;

  DistributionBenchmark(
      BenchmarkSettings settings, DataDirectory data, Clock clock, PrintStream out) {
    this.settings = settings;
    this.data = data;
    this.clock = clock;
    this.out = out;
  }

  void run() throws Exception {
    // The last midnight: then the hours are those of 14 whole days, and all are within retention.
    HourNumber end = HourNumber.startOf(HourNumber.containing(clock.instant()).day());
    DistributionResults results = new DistributionResults();
    try (MeasuredStack stack = start("DE and EUR", false)) {
      fill(stack, settings.keys(), HOURS, 1, end);
      stack.moveClockInto(end);
      measure(results, DistributionResults.FIRST, stack);
      measure(results, DistributionResults.UNCHANGED, stack);
      fill(stack, KEYS_OF_NEW_HOUR, 1, 2, end.plus(1));
      stack.moveClockInto(end.plus(1));
      measure(results, DistributionResults.ONE_NEW_HOUR, stack);
    }
    try (MeasuredStack stack = start("all countries and EUR", true)) {
      fill(stack, settings.keys(), HOURS, 1, end);
      stack.moveClockInto(end);
      measure(results, DistributionResults.ALL_COUNTRIES, stack);
    }
    out.println();
    out.println(results.table());
    Path file = settings.results().resolve("distribution.json");
    results.write(file, settings);
    out.println();
    out.println("Written to " + file);
  }

  private MeasuredStack start(String trees, boolean perCountryPackages) {
    say("Starting everything anew, with trees for " + trees + " ...");
    return MeasuredStack.start(
        settings,
        data,
        clock,
        Map.of(
            "warn.distribution.schedule", "off",
            "warn.distribution.hour-retention-days", "14",
            "warn.distribution.max-keys", "1000000",
            "warn.distribution.per-country-packages", String.valueOf(perCountryPackages)));
  }

  private void fill(MeasuredStack stack, int keys, int hours, long seed, HourNumber end)
      throws Exception {
    long start = System.nanoTime();
    stack.fill(KeyPlan.ofOneOrigin(keys, hours, COUNTRIES, seed), end);
    say(
        String.format(
            Locale.ROOT, "Stored %,d keys in %s s", keys, Seconds.text(Seconds.since(start))));
  }

  private void measure(DistributionResults results, String name, MeasuredStack stack)
      throws Exception {
    say("Run " + name + " ...");
    Figures figures = stack.run();
    results.run(name, figures);
    say(
        String.format(
            Locale.ROOT,
            "  %s s, %s s of CPU and %s s of PostgreSQL's, %,d packages with %,d keys",
            Seconds.text(figures.wallSeconds()),
            Seconds.text(figures.cpuSeconds()),
            Seconds.text(figures.databaseCpuSeconds()),
            figures.packages(),
            figures.keys()));
  }

  private void say(String line) {
    out.println(line);
  }
}
