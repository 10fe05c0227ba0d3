package io.warnserver.client.cli;

import io.warnserver.client.PackageDump;
import io.warnserver.client.PackageRefusedException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes what a key package or a configuration says. */
@Command(
    name = "show",
    description = {
      "Writes what a key package or a configuration says; checks no signature.",
      "Exit status: 0 shown, 1 not readable as such, 2 wrong usage."
    },
    mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ArchiveFile archives;

  @Parameters(paramLabel = "FILE", description = "A key package or a configuration.")
  private Path file;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try {
      new PackageDump(out).write(ArchiveFile.read(file, spec.commandLine()), archives.kindOf(file));
      return 0;
    } catch (PackageRefusedException e) {
      PrintWriter err = spec.commandLine().getErr();
      e.refusals().forEach(err::println);
      return 1;
    } finally {
      out.flush();
    }
  }
}
