package io.warnserver.benchmarks.alike;

import io.warnserver.benchmarks.load.LoadThread;
import io.warnserver.benchmarks.load.QuickVerification;
import io.warnserver.benchmarks.meters.Bench;
import io.warnserver.benchmarks.meters.Properties;
import io.warnserver.benchmarks.server.TestedServer;
import io.warnserver.benchmarks.statistics.Auc;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** Watches real requests and fakes in every state over 1, 16 and 64 connections. */
public final class AlikeBenchmark {

  private static final Duration WARM_UP = Duration.ofSeconds(15);
  private static final int WARM_UP_CONNECTIONS = 8;
  private static final int SETTLED = 300;
  private static final int FIRST_LOOK = 200;
  private static final Duration RARE_TIME = Duration.ofDays(365);
  private static final String NAME = "indistinguishability";

  private final Bench bench;
  private final AlikeSettings settings;
  private final AlikeResults results = new AlikeResults();

  /** A benchmark with what the command line says. */
  public AlikeBenchmark(Bench bench) {
    this.bench = bench;
    settings = AlikeSettings.read(bench.settings());
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
    bench.say("Starting everything anew ...");
    Path csv = bench.settings().path("bench.results").resolve(NAME + ".csv");
    try (RawSamples raw = new RawSamples(csv);
        QuickVerification verification = QuickVerification.start();
        TestedServer server = TestedServer.start(bench, settings.server(), verification.address());
        LoadThread thread = LoadThread.start("watch")) {
      bench.say("Warming up for %d s ...", WARM_UP.toSeconds());
      RequestPairs usual = new RequestPairs(State.IDLE, server.authority(), bench.clock());
      Watch.run(thread, server.address(), usual, WARM_UP_CONNECTIONS, WARM_UP, sample -> false);
      for (State state : states) {
        Conditions conditions =
            new Conditions(state, server, verification, bench.clock(), settings);
        for (int connections : settings.connections()) {
          watch(state, server, thread, connections, raw);
        }
        conditions.leave();
      }
    }
    bench.finish(NAME, results.table(), results.figures());
  }

  private void playRare() {
    RareSubmissions.Result played = RareSubmissions.play(RARE_TIME, 1);
    Comparison comparison = played.comparison();
    bench.say(
        "  rare, %d days played: %d real submissions, AUC %.3f, learned %.3f; %d real ones (%.2f %%) were"
            + " answered as no fake of the same moment",
        RARE_TIME.toDays(),
        comparison.pairs(),
        comparison.auc().folded(),
        comparison.learned().value(),
        played.apart(),
        100.0 * played.apart() / comparison.pairs());
  }

  private void watch(
      State state, TestedServer server, LoadThread thread, int connections, RawSamples raw)
      throws InterruptedException {
    RequestPairs requests = new RequestPairs(state, server.authority(), bench.clock());
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
    raw.add(state, connections, sample);
    Comparison comparison = Comparison.of(sample.real(), sample.fake(), new SplittableRandom(1));
    results.add(state, connections, comparison, settling);
    bench.say(
        "  %s, %d connections: %d pairs, AUC %.3f, learned %.3f, %d differences",
        Properties.word(state),
        connections,
        comparison.pairs(),
        comparison.auc().folded(),
        comparison.learned().value(),
        comparison.differences().size());
  }

  private boolean isEnough(Sample sample) {
    int pairs = sample.pairs();
    return pairs >= settings.most()
        || (pairs >= FIRST_LOOK
            && Auc.of(Comparison.times(sample.real()), Comparison.times(sample.fake())).halfWidth()
                <= Comparison.HALF_WIDTH);
  }
}
