package io.warnserver.benchmarks;

import io.warnserver.local.servers.DataDirectory;
import io.warnserver.time.ReadsTheMachineClock;
import java.time.Clock;

/** Runs one benchmark. Settings are system properties; see {@link BenchmarkSettings}. */
public final class Benchmarks {

  private Benchmarks() {}

  /** Runs the benchmark that {@code bench} names; what it has started is ended with it. */
  @ReadsTheMachineClock
  public static void main(String[] arguments) throws Exception {
    BenchmarkSettings settings = BenchmarkSettings.read(System::getProperty);
    if (!settings.benchmark().equals("distribution")) {
      throw new BenchmarkFailedException("bench: must be distribution");
    }
    DataDirectory data = DataDirectory.open(settings.data());
    // After Ctrl-C, too: closing the folder ends every process that works on it.
    Runtime.getRuntime().addShutdownHook(new Thread(data::close, "end of the benchmark"));
    new DistributionBenchmark(settings, data, Clock.systemUTC(), System.out).run();
  }
}
