package io.warnserver.client.cli;

import io.warnserver.client.BaseUrl;
import io.warnserver.client.DownloadedTree;
import io.warnserver.client.TreeDownload;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Stores the published tree. */
@Command(
    name = "download",
    description = {
      "Walks the published tree as a phone does, indexes first, and stores it: an index as"
          + " index.json in the folder of its path, a package as package.zip.",
      "Exit status: 0 everything was there, 1 an object is missing or wrong, 2 wrong usage."
    },
    mixinStandardHelpOptions = true)
final class DownloadCommand implements Callable<Integer> {
  private final Clock clock;

  @Spec private CommandSpec spec;

  @Option(
      names = "--url",
      required = true,
      paramLabel = "BASE",
      description = "Where the tree begins: the bucket, or the delivery network before it.")
  private BaseUrl url;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "DIR",
      description = "Where to store it. Files that are there and no longer published stay.")
  private Path folder;

  @Option(
      names = "--now",
      paramLabel = "INSTANT",
      description =
          "The server's time in UTC if it is not the machine's (2026-11-09T10:00:00Z); says which"
              + " day is today.")
  private Instant now;

  DownloadCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    DownloadedTree tree = TreeDownload.run(url, folder, ClientTools.at(now, clock), out::println);
    tree.faults().forEach(fault -> spec.commandLine().getErr().println("failed  " + fault));
    out.printf(
        Locale.ROOT, "%d packages, %d faults%n", tree.packages().size(), tree.faults().size());
    return tree.isComplete() ? 0 : 1;
  }
}
