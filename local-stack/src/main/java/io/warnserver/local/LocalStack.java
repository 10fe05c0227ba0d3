package io.warnserver.local;

import io.warnserver.keys.HourNumber;
import io.warnserver.local.data.KeyFilling;
import io.warnserver.local.data.KeyPlan;
import io.warnserver.local.play.DayPlay;
import io.warnserver.local.play.DayPlay.Played;
import io.warnserver.local.play.PhoneView;
import io.warnserver.local.play.PlayFailedException;
import io.warnserver.local.play.Steps;
import io.warnserver.local.play.UnpublishedHours;
import io.warnserver.local.servers.ApplicationServer;
import io.warnserver.local.servers.DataDirectory;
import io.warnserver.local.servers.Database;
import io.warnserver.local.servers.DatabaseRole;
import io.warnserver.local.servers.ServerFiles;
import io.warnserver.local.servers.StartFailedException;
import io.warnserver.local.servers.Surroundings;
import io.warnserver.time.ReadsTheMachineClock;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** The one-command run. Settings are system properties; see {@link LocalSettings}. */
public final class LocalStack {

  private static final String STORED =
      "(select from warn.known_key union all select from warn.incoming_key) stored";

  private final PrintStream out;
  private final Clock clock;
  private final Steps steps = new Steps();
  private final RunningStack running = new RunningStack();

  private LocalStack(PrintStream out, Clock clock) {
    this.out = out;
    this.clock = clock;
  }

  /**
   * The argument, if there is one, is the application for Payara Micro, unless {@code local.war}
   * names another. Runs until Ctrl-C, or with {@code local.once} until the table is printed.
   *
   * @throws StartFailedException with one line that says why it cannot start
   * @throws PlayFailedException with {@code local.once}, unless a phone accepts every package
   */
  @ReadsTheMachineClock
  public static void main(String[] arguments) throws InterruptedException {
    LocalSettings settings = LocalSettings.read(System::getProperty);
    ServerFiles files = ServerFiles.ofThisBuild();
    Path built =
        arguments.length > 0
            ? Path.of(arguments[0])
            : files.target().resolve("../../micro/target/warn-server.war").normalize();
    Path war = settings.war().orElse(built);
    new LocalStack(System.out, Clock.systemUTC()).run(settings, files, war.toAbsolutePath());
  }

  private void run(LocalSettings settings, ServerFiles files, Path war)
      throws InterruptedException {
    Thread ctrlC = new Thread(running::close, "end of the local stack");
    Runtime.getRuntime().addShutdownHook(ctrlC);
    try {
      runUntilEnd(settings, files, war);
    } catch (StartFailedException | PlayFailedException | InterruptedException e) {
      if (running.isClosed()) {
        // Ctrl-C: what was going on fails, which is no news.
        ctrlC.join();
        return;
      }
      throw e;
    } finally {
      running.close();
    }
  }

  private void runUntilEnd(LocalSettings settings, ServerFiles files, Path war)
      throws InterruptedException {
    DataDirectory data = running.add(DataDirectory.open(files.target().resolve("data")));
    settings.ports().requireFree();
    if (settings.fresh()) {
      data.deleteData();
    }
    out.println("Starting PostgreSQL, the object store and the stand-ins ...");
    Surroundings surroundings =
        running.add(
            steps.time(
                "start of PostgreSQL and object store",
                () -> Surroundings.start(files, data, settings.ports(), clock)));
    out.println("Starting the application on Payara Micro ...");
    Map<String, String> exchange = surroundings.federation().settings();
    ApplicationServer server =
        running.add(
            steps.time(
                "start of the application",
                () ->
                    ApplicationServer.start(
                        files, surroundings, war, exchange, settings.jvmOptions())));
    out.println("Ready for requests after " + Steps.seconds(steps.total()) + ".");
    HourNumber firstPlayed = HourNumber.containing(clock.instant()).plus(-UnpublishedHours.HOURS);
    settings
        .keys()
        .map(plan -> addKeys(surroundings.database(), plan, firstPlayed))
        .ifPresent(added -> out.println("Stored " + added + " generated keys."));
    out.println();
    boolean good =
        playAndShow(surroundings, server, files.target().resolve("cdn"), settings.once());
    out.println();
    out.println(LocalReport.addresses(surroundings, data.root()));
    if (settings.once()) {
      if (!good) {
        throw new PlayFailedException("a phone does not accept every package (see above)");
      }
      return;
    }
    out.println();
    out.println("Running; end with Ctrl-C.");
    server.process().onExit().join();
    throw new StartFailedException("the application server has ended");
  }

  private boolean playAndShow(
      Surroundings surroundings, ApplicationServer server, Path folder, boolean once)
      throws InterruptedException {
    try {
      List<Played> played = new DayPlay(surroundings, server, clock, steps, out::println).run();
      PhoneView view =
          PhoneView.of(
              surroundings.objectStore().publicAddress(),
              folder,
              surroundings.signingKey().publicKeyPem(),
              clock,
              steps);
      out.println();
      out.println(LocalReport.results(played, storedKeys(surroundings.database()), view, steps));
      out.println();
      out.println(LocalReport.verdict(view, folder));
      return view.isGood();
    } catch (IOException e) {
      throw new PlayFailedException("the tree cannot be written to " + folder, e);
    } catch (PlayFailedException e) {
      if (once || running.isClosed()) {
        throw e;
      }
      out.println("The play has failed: " + e.getMessage());
      return false;
    }
  }

  /** Adds the keys of a plan, as if they had been submitted in the hours before {@code end}. */
  private static long addKeys(Database database, KeyPlan plan, HourNumber end) {
    try (Connection connection = database.connect(DatabaseRole.SUBMISSION)) {
      return KeyFilling.fill(connection, plan, end);
    } catch (SQLException e) {
      throw new PlayFailedException("the database refuses the keys of local.keys", e);
    }
  }

  /** Keys of all submissions within retention, moved on by a run or not yet. */
  private static long storedKeys(Database database) {
    try {
      return database.count(STORED);
    } catch (SQLException e) {
      throw new PlayFailedException("the stored keys cannot be counted", e);
    }
  }
}
