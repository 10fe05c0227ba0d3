package io.warnserver.distribution;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.warnserver.database.Transactions;
import io.warnserver.distribution.testing.FileStore;
import io.warnserver.distribution.testing.StepGate;
import io.warnserver.distribution.testing.TestTransactions;
import io.warnserver.signing.SigningKeys;
import io.warnserver.testing.SettableClock;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** An instance of the distribution whose runs pass a gate at each of their steps. */
final class Instance implements AutoCloseable {

  private final Path folder;
  private final TestTransactions transactions;
  private final DistributionSettings settings;
  private final SigningKeys signingKeys;
  private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(0);

  /**
   * @param url of the database
   * @param folder of the store
   * @param settings names and values
   */
  Instance(String url, Path folder, SigningKeys signingKeys, String... settings) {
    this.folder = folder;
    this.signingKeys = signingKeys;
    this.settings = SettingsFixture.with(settings);
    transactions = TestTransactions.connect(url);
  }

  RunResult run(Instant now, StepGate gate) {
    return new Distribution(
            settings,
            at -> signingKeys,
            new FileStore(folder, gate),
            gated(gate),
            new SettableClock(now),
            scheduler,
            Runnable::run,
            new SimpleMeterRegistry())
        .run();
  }

  /** A step is half done when all is written, but not committed. */
  private Transactions gated(StepGate gate) {
    return new Transactions() {
      @Override
      public <T> T call(Work<T> work) {
        T result =
            transactions.call(
                entities -> {
                  T done = work.on(entities);
                  // What is written is what a step is half done with.
                  entities.flush();
                  gate.before("transaction");
                  return done;
                });
        gate.after();
        return result;
      }
    };
  }

  /** What outsiders see when its process dies: it renews no lease, and its connection breaks. */
  @Override
  public void close() {
    scheduler.shutdownNow();
    transactions.breakConnection();
  }
}
