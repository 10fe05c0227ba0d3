package io.warnserver.client.cli;

import io.warnserver.client.BaseUrl;
import io.warnserver.client.Phone;
import io.warnserver.client.RandomKeys;
import io.warnserver.client.Submission;
import io.warnserver.client.SubmissionRequest;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Sends one submission with random keys, or a fake one. */
@Command(
    name = "submit",
    description = {
      "Sends one submission with random keys, or a fake one, and prints the HTTP status.",
      "Exit status: 0 the server answered 200, 1 it did not, 2 wrong usage."
    },
    mixinStandardHelpOptions = true)
final class SubmitCommand implements Callable<Integer> {
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  @Spec private CommandSpec spec;

  @Option(
      names = "--url",
      required = true,
      paramLabel = "BASE",
      description = "Where the server's paths begin, such as http://localhost:8080.")
  private BaseUrl url;

  @Option(names = "--fake", description = "No keys and no TAN, but as long as a real one.")
  private boolean fake;

  @ArgGroup(exclusive = false)
  private Real real;

  /** What a real submission has and a fake one has not. */
  static final class Real {
    @Option(
        names = "--tan",
        required = true,
        paramLabel = "UUID",
        description = "Is spent by this.")
    private UUID tan;

    @Option(
        names = "--keys",
        paramLabel = "N",
        defaultValue = "14",
        description = "One for each past day from yesterday on, 0 to 1000 (${DEFAULT-VALUE}).")
    private int keys;

    @Option(names = "--consent", description = "Other countries may have the keys.")
    private boolean consent;

    @Option(
        names = "--visited",
        split = ",",
        paramLabel = "COUNTRY",
        description = "Visited countries, separated by commas.")
    private List<String> visited;

    @Option(
        names = "--origin",
        defaultValue = "DE",
        paramLabel = "COUNTRY",
        description = "The country of the app (${DEFAULT-VALUE}).")
    private String origin;
  }

  @Option(
      names = "--now",
      paramLabel = "INSTANT",
      description = "The server's time in UTC if it is not the machine's (2026-11-09T10:00:00Z).")
  private Instant now;

  SubmitCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (fake == (real != null)) {
      throw new ParameterException(
          spec.commandLine(), "either --fake, or --tan UUID with what belongs to it");
    }
    int status = new Phone(url).submit(fake ? SubmissionRequest.fake(random) : realRequest());
    spec.commandLine().getOut().println(status);
    return status == 200 ? 0 : 1;
  }

  private SubmissionRequest realRequest() {
    if (real.keys < 0 || real.keys > 1000) {
      throw new ParameterException(
          spec.commandLine(), "--keys: " + real.keys + " is not 0 to 1000");
    }
    Submission submission =
        new Submission(
            new RandomKeys(ClientTools.at(now, clock), random).ofPastDays(real.keys),
            real.origin,
            real.visited == null ? List.of() : real.visited,
            real.consent);
    return SubmissionRequest.real(real.tan, submission, random);
  }
}
