package io.warnserver.client.cli;

import io.warnserver.client.BaseUrl;
import io.warnserver.time.ReadsTheMachineClock;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.TypeConversionException;

/**
 * What a phone or an engineer does with the server. Exit status 0: done and good; 1: something was
 * refused, missing or not answered; 2: wrong usage.
 */
@Command(
    name = "client-tools",
    description = "What a phone or an engineer does with the server.",
    mixinStandardHelpOptions = true,
    versionProvider = ClientTools.Version.class,
    synopsisSubcommandLabel = "COMMAND")
public final class ClientTools {
  private ClientTools() {}

  /** Runs one command and ends the process with its status. */
  @ReadsTheMachineClock
  public static void main(String[] arguments) {
    System.exit(commandLine(Clock.systemUTC()).execute(arguments));
  }

  static CommandLine commandLine(Clock clock) {
    return new CommandLine(new ClientTools())
        .addSubcommand(new VerifyCommand())
        .addSubcommand(new ShowCommand())
        .addSubcommand(new SubmitCommand(clock))
        .addSubcommand(new DownloadCommand(clock))
        .registerConverter(BaseUrl.class, ClientTools::baseUrl)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              String message = failure.getMessage();
              String text = message == null ? failure.getClass().getSimpleName() : message;
              command.getErr().println("failed: " + text);
              return CommandLine.ExitCode.SOFTWARE;
            })
        .setParameterExceptionHandler(
            (failure, arguments) -> {
              CommandLine command = failure.getCommandLine();
              String name = command.getCommandSpec().qualifiedName();
              command.getErr().println(failure.getMessage());
              command.getErr().println("'" + name + " --help' says what is allowed");
              return CommandLine.ExitCode.USAGE;
            });
  }

  /** The clock that stands still at this instant, or else the one given. */
  static Clock at(Instant now, Clock otherwise) {
    return Optional.ofNullable(now).map(i -> Clock.fixed(i, ZoneOffset.UTC)).orElse(otherwise);
  }

  /** Picocli shows the sentence of its own exceptions only. */
  private static BaseUrl baseUrl(String text) {
    try {
      return BaseUrl.of(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = ClientTools.class.getPackage().getImplementationVersion();
      return new String[] {"client-tools " + Optional.ofNullable(version).orElse("(unpacked)")};
    }
  }
}
