package io.warnserver.benchmarks;

import io.warnserver.benchmarks.alike.AlikeBenchmark;
import io.warnserver.benchmarks.federation.FederationBenchmark;
import io.warnserver.benchmarks.meters.Bench;
import io.warnserver.benchmarks.meters.Properties;
import io.warnserver.benchmarks.submission.SubmissionBenchmark;
import io.warnserver.local.servers.DataDirectory;
import io.warnserver.time.ReadsTheMachineClock;
import java.time.Clock;

/** Runs one benchmark. Settings are system properties; see docs/benchmarks.md. */
public final class Benchmarks {

  private Benchmarks() {}

  private enum Name {
    DISTRIBUTION,
    SUBMISSION,
    INDISTINGUISHABILITY,
    FEDERATION
  }

  /** Runs the benchmark that {@code bench} names; what it has started is ended with it. */
  @ReadsTheMachineClock
  public static void main(String[] arguments) throws Exception {
    Properties settings = new Properties(System::getProperty);
    Name name = settings.constant("bench", Name.class);
    DataDirectory data = DataDirectory.open(settings.path("bench.data"));
    // After Ctrl-C, too: closing the folder ends every process that works on it.
    Runtime.getRuntime().addShutdownHook(new Thread(data::close, "end of the benchmark"));
    Bench bench = new Bench(settings, data, Clock.systemUTC(), System.out);
    switch (name) {
      case DISTRIBUTION -> new DistributionBenchmark(bench).run();
      case SUBMISSION -> new SubmissionBenchmark(bench).run();
      case INDISTINGUISHABILITY -> new AlikeBenchmark(bench).run();
      case FEDERATION -> new FederationBenchmark(bench).run();
    }
  }
}
