package io.warnserver.distribution;

import io.warnserver.distribution.testing.FailureTime;
import io.warnserver.distribution.testing.StepGate;
import io.warnserver.settings.Mode;
import io.warnserver.signing.ConfiguredSigningKeys;
import io.warnserver.signing.SigningKeys;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * An instance in a process of its own, which {@link InstanceProcess} starts and talks to: a line
 * with a time, a step and a {@link FailureTime} lets it run, and stand still at that step.
 */
final class InstanceMain {

  private final BufferedReader in =
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
  private final Instance instance;

  private InstanceMain(String url, Path folder, String... settings) throws Exception {
    SigningKeys signingKeys =
        ConfiguredSigningKeys.from(SettingsFixture.reader(settings), Mode.PRODUCTION)
            .inForce(Instant.parse("2026-01-01T00:00:00Z"));
    instance = new Instance(url, folder, signingKeys, settings);
  }

  /**
   * @param args the database's address, the store's folder, then names and values of settings
   */
  public static void main(String... args) throws Exception {
    Logger.getLogger("").setLevel(Level.OFF);
    InstanceMain main =
        new InstanceMain(args[0], Path.of(args[1]), Arrays.copyOfRange(args, 2, args.length));
    main.say("ready");
    for (String line = main.in.readLine(); line != null; line = main.in.readLine()) {
      String[] words = line.split(" ", 3);
      main.run(Instant.parse(words[0]), Integer.parseInt(words[1]), FailureTime.valueOf(words[2]));
    }
    System.exit(0);
  }

  private void run(Instant now, int step, FailureTime time) {
    StepGate gate = new StepGate(step, time, this::standStill);
    RunResult result = instance.run(now, gate);
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

  private void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
