package io.warnserver.distribution;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.warnserver.database.Transactions;
import io.warnserver.distribution.testing.FailureTime;
import io.warnserver.distribution.testing.FileStore;
import io.warnserver.distribution.testing.StepGate;
import io.warnserver.distribution.testing.TestTransactions;
import io.warnserver.settings.Mode;
import io.warnserver.settings.SettingsReader;
import io.warnserver.signing.SigningKeys;
import io.warnserver.testing.SettableClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * An instance in a process of its own, which {@link InstanceProcess} starts and talks to: a line
 * with a time, a step and a {@link FailureTime} lets it run, and stand still at that step.
 */
final class InstanceMain {

  private final BufferedReader in =
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
  private final String name;
  private final Path folder;
  private final TestTransactions transactions;
  private final DistributionSettings settings;
  private final SigningKeys signingKeys;
  private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(0);

  private InstanceMain(String name, String url, Path folder, String... settings) throws Exception {
    this.name = name;
    this.folder = folder;
    transactions = TestTransactions.connect(url);
    this.settings = SettingsFixture.with(settings);
    SettingsReader reader = SettingsFixture.reader(settings);
    Clock whenKeysAreInForce = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
    signingKeys = SigningKeys.from(reader, Mode.PRODUCTION, whenKeysAreInForce);
  }

  /**
   * @param args the name, the database's address, the store's folder, then names and values of
   *     settings
   */
  public static void main(String... args) throws Exception {
    Logger.getLogger("").setLevel(Level.OFF);
    InstanceMain instance =
        new InstanceMain(
            args[0], args[1], Path.of(args[2]), Arrays.copyOfRange(args, 3, args.length));
    instance.say("ready");
    for (String line = instance.in.readLine(); line != null; line = instance.in.readLine()) {
      String[] words = line.split(" ", 3);
      instance.run(
          Instant.parse(words[0]), Integer.parseInt(words[1]), FailureTime.valueOf(words[2]));
    }
    System.exit(0);
  }

  private void run(Instant now, int step, FailureTime time) {
    StepGate gate = new StepGate(step, time, this::standStill);
    RunResult result =
        new Distribution(
                settings,
                at -> signingKeys,
                new FileStore(folder, gate),
                gated(gate),
                new SettableClock(now),
                name,
                scheduler,
                Runnable::run,
                new SimpleMeterRegistry())
            .run();
    say(
        String.join(
            "\t",
            result.outcome().name(),
            String.valueOf(result.packages()),
            String.join("|", gate.steps()),
            result.reason()));
  }

  /** Until it is killed, or told to go on. */
  private void standStill(String step) {
    say("at " + step);
    try {
      in.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A step is half done when all is written, but not committed. */
  private Transactions gated(StepGate gate) {
    return new Transactions() {
      @Override
      public <T> T call(Work<T> work) {
        T result =
            transactions.call(
                connection -> {
                  T done = work.on(connection);
                  gate.before("transaction");
                  return done;
                });
        gate.after();
        return result;
      }
    };
  }

  private void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
