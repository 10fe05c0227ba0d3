package io.warnserver.benchmarks;

import io.warnserver.benchmarks.alike.AlikeBenchmark;
import io.warnserver.benchmarks.federation.FederationBenchmark;
import io.warnserver.benchmarks.meters.BenchmarkFailedException;
import io.warnserver.benchmarks.meters.Properties;
import io.warnserver.benchmarks.submission.SubmissionBenchmark;
import io.warnserver.local.servers.DataDirectory;
import io.warnserver.time.ReadsTheMachineClock;
import java.time.Clock;
import java.util.List;

/** Runs one benchmark. Settings are system properties; see docs/benchmarks.md. */
public final class Benchmarks {

  private static final List<String> NAMES =
      List.of("distribution", "submission", "indistinguishability", "federation");

  private Benchmarks() {}

  /** Runs the benchmark that {@code bench} names; what it has started is ended with it. */
  @ReadsTheMachineClock
  public static void main(String[] arguments) throws Exception {
    Properties properties = new Properties(System::getProperty);
    String benchmark = properties.text("bench");
    if (!NAMES.contains(benchmark)) {
      throw new BenchmarkFailedException("bench: must be one of " + String.join(", ", NAMES));
    }
    DataDirectory data = DataDirectory.open(properties.path("bench.data"));
    // After Ctrl-C, too: closing the folder ends every process that works on it.
    Runtime.getRuntime().addShutdownHook(new Thread(data::close, "end of the benchmark"));
    Clock clock = Clock.systemUTC();
    switch (benchmark) {
      case "submission" -> new SubmissionBenchmark(properties, data, clock, System.out).run();
      case "indistinguishability" -> new AlikeBenchmark(properties, data, clock, System.out).run();
      case "federation" -> new FederationBenchmark(properties, data, clock, System.out).run();
      default ->
          new DistributionBenchmark(
                  BenchmarkSettings.read(System::getProperty), data, clock, System.out)
              .run();
    }
  }
}
