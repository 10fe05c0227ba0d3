package io.warnserver.benchmarks.alike;

import io.warnserver.benchmarks.load.ClosedLoop;
import io.warnserver.benchmarks.load.LoadThread;
import io.warnserver.benchmarks.load.QuickVerification;
import io.warnserver.benchmarks.load.RequestTemplate;
import io.warnserver.benchmarks.meters.Properties;
import io.warnserver.benchmarks.server.TestedServer;
import io.warnserver.benchmarks.statistics.Auc;
import io.warnserver.local.servers.DataDirectory;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Watches real requests and fakes in every state over 1, 16 and 64 connections. */
public final class AlikeBenchmark {

  private static final Duration WARM_UP = Duration.ofSeconds(15);
  private static final int WARM_UP_CONNECTIONS = 8;
  private static final int SETTLED = 300;
  private static final int FIRST_LOOK = 200;
  private static final int OK = 200;
  private static final Duration RARE_TIME = Duration.ofDays(365);

  private final AlikeSettings settings;
  private final DataDirectory data;
  private final Clock clock;
  private final PrintStream out;

  /** A benchmark with what the command line says. */
  public AlikeBenchmark(Properties properties, DataDirectory data, Clock clock, PrintStream out) {
    this.settings = AlikeSettings.read(properties);
    this.data = data;
    this.clock = clock;
    this.out = out;
  }

  /** Starts everything, watches, and writes {@code indistinguishability.json}. */
  public void run() throws Exception {
    if (settings.states().contains(State.RARE)) {
      playRare();
    }
    List<State> states = settings.states().stream().filter(s -> s != State.RARE).toList();
    if (states.isEmpty()) {
      return;
    }
    out.println("Starting everything anew ...");
    List<Cell> cells = new ArrayList<>();
    try (RawSamples raw =
            RawSamples.create(settings.results().resolve("indistinguishability.csv"));
        QuickVerification verification = QuickVerification.start();
        TestedServer server =
            TestedServer.start(
                settings.server(),
                data,
                clock,
                Map.of(
                    "warn.distribution.schedule",
                    "off",
                    "warn.submission.verification.url",
                    verification.address().toString()));
        LoadThread thread = LoadThread.start("watch")) {
      warmUp(server, thread);
      for (State state : states) {
        Conditions conditions =
            Conditions.enter(state, server, verification, clock, settings.slow(), settings.load());
        for (int connections : settings.connections()) {
          cells.add(watch(conditions, server, thread, connections, raw));
        }
        conditions.leave();
      }
    }
    AlikeResults results = new AlikeResults(cells);
    out.println();
    out.println(results.table());
    Path file = settings.results().resolve("indistinguishability.json");
    results.write(file);
    out.println();
    out.println("Written to " + file);
  }

  private void playRare() {
    RareSubmissions.Result seen = RareSubmissions.play(RARE_TIME, 1);
    Comparison comparison = seen.comparison();
    out.println(
        String.format(
            Locale.ROOT,
            "  rare, %d days played: %d real submissions, AUC %.3f, learned %.3f; %d real ones (%.2f %%) were"
                + " answered as no fake of the same moment",
            RARE_TIME.toDays(),
            comparison.pairs(),
            comparison.auc().folded(),
            comparison.learned().value(),
            seen.apart(),
            100.0 * seen.apart() / comparison.pairs()));
  }

  private void warmUp(TestedServer server, LoadThread thread) {
    out.println("Warming up for " + WARM_UP.toSeconds() + " s ...");
    SplittableRandom random = new SplittableRandom();
    RequestTemplate real = RequestTemplate.real(server.authority(), clock, random, false);
    RequestTemplate fake = RequestTemplate.fake(server.authority(), random);
    ClosedLoop.run(
        thread,
        server.address(),
        WARM_UP_CONNECTIONS,
        WARM_UP,
        OK,
        () -> (random.nextBoolean() ? real : fake).next(random));
  }

  private Cell watch(
      Conditions conditions,
      TestedServer server,
      LoadThread thread,
      int connections,
      RawSamples raw)
      throws InterruptedException {
    RequestPairs requests = RequestPairs.of(conditions.state(), server.authority(), clock);
    Sample settling =
        Watch.run(
            thread,
            server.address(),
            requests,
            connections,
            settings.settle(),
            sample -> sample.pairs() >= SETTLED);
    Sample sample =
        Watch.run(
            thread, server.address(), requests, connections, settings.longest(), this::isEnough);
    raw.add(conditions.state(), connections, sample);
    Cell cell =
        new Cell(
            conditions.state(),
            connections,
            Comparison.of(sample.real(), sample.fake(), new SplittableRandom(1)),
            statuses(settling));
    Comparison seen = cell.comparison();
    out.println(
        String.format(
            Locale.ROOT,
            "  %s, %d connections: %d pairs, AUC %.3f, learned %.3f, %d differences",
            cell.state().word(),
            connections,
            seen.pairs(),
            seen.auc().folded(),
            seen.learned().value(),
            seen.differences().size()));
    return cell;
  }

  private boolean isEnough(Sample sample) {
    int pairs = sample.pairs();
    if (pairs >= settings.most()) {
      return true;
    }
    return pairs >= FIRST_LOOK
        && Auc.of(times(sample.real()), times(sample.fake())).halfWidth() <= Cell.HALF_WIDTH;
  }

  private static double[] times(List<Observation> observations) {
    return observations.stream().mapToDouble(o -> o.exchange().millis()).toArray();
  }

  private static Map<String, Integer> statuses(Sample sample) {
    Map<String, Integer> statuses = new TreeMap<>();
    sample.real().forEach(o -> statuses.merge("real " + o.exchange().status(), 1, Integer::sum));
    sample.fake().forEach(o -> statuses.merge("fake " + o.exchange().status(), 1, Integer::sum));
    return statuses;
  }
}
