package io.warnserver.local.play;

import io.warnserver.keys.HourNumber;
import io.warnserver.local.data.ForeignKeys;
import io.warnserver.local.gateway.GatewayStandIn;
import io.warnserver.local.servers.ApplicationServer;
import io.warnserver.local.servers.Federation;
import io.warnserver.local.servers.Surroundings;
import io.warnserver.protocols.federation.DiagnosisKey;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Plays the last 24 complete hours on the application's movable clock, under the rules of
 * production: in every hour people and fakes submit, and other countries upload keys to the
 * federation gateway; five minutes after it the operator has keys exchanged with the gateway and
 * starts a distribution run.
 */
public final class DayPlay {

  private static final String EXCHANGING = "exchanges with the gateway";
  private static final Duration ANSWER_LIMIT = Duration.ofMinutes(5);

  /** Within the hour, when its submissions come. */
  private static final Duration SUBMIT = Duration.ofMinutes(30);

  /** After the hour's beginning, when the run for it starts. */
  private static final Duration RUN = Duration.ofMinutes(65);

  private final Surroundings surroundings;
  private final ApplicationServer server;
  private final Operator operator;
  private final Clock clock;
  private final Steps steps;
  private final Consumer<String> progress;

  /**
   * A play against a running application.
   *
   * @param clock the real time
   * @param progress is told a line an hour
   */
  public DayPlay(
      Surroundings surroundings,
      ApplicationServer server,
      Clock clock,
      Steps steps,
      Consumer<String> progress) {
    this.surroundings = surroundings;
    this.server = server;
    this.operator =
        new Operator(server.operationsAddress(), Surroundings.operatorPassword(), ANSWER_LIMIT);
    this.clock = clock;
    this.steps = steps;
    this.progress = progress;
  }

  /**
   * Plays the hours that are not published yet, and leaves the application with real time.
   *
   * @return what came of each hour
   * @throws PlayFailedException where the application refuses or fails
   */
  public List<Played> run() throws InterruptedException {
    Instant now = clock.instant();
    URI store = surroundings.objectStore().publicAddress();
    List<HourNumber> hours = UnpublishedHours.in(store, now);
    List<Played> played = new ArrayList<>();
    try (Phones phones = new Phones(server.address(), surroundings.verification())) {
      for (int i = 0; i < hours.size(); i++) {
        Played hour = playHour(hours.get(i), phones);
        played.add(hour);
        progress.accept(
            String.format(
                Locale.ROOT,
                "hour %2d of %d: %s  %2d submissions with %3d keys, %d fakes; %3d keys out,"
                    + " %3d in; run: %d packages",
                i + 1,
                hours.size(),
                hours.get(i),
                hour.real(),
                hour.keys(),
                hour.fakes(),
                hour.uploaded(),
                hour.received(),
                hour.packages()));
      }
    } finally {
      surroundings.clock().release();
      operator.resetClock();
    }
    // From a tree's first package on every complete hour has one (key packages, "Policies").
    List<HourNumber> left = UnpublishedHours.in(store, now);
    if (!left.isEmpty()) {
      HourNumber last = left.get(left.size() - 1);
      throw new PlayFailedException(
          "all runs have ended well, but the hour " + last + " of EUR is not published");
    }
    return played;
  }

  private Played playHour(HourNumber hour, Phones phones) throws InterruptedException {
    HourPlan plan = HourPlan.of(hour);
    Instant submission = hour.start().plus(SUBMIT);
    moveClocks(submission);
    steps.time(
        "submissions",
        () -> {
          phones.submit(plan, submission);
          return plan;
        });
    moveClocks(hour.start().plus(RUN));
    GatewayStandIn gateway = surroundings.federation().gateway();
    Map<String, List<DiagnosisKey>> foreign = ForeignKeys.ofHour(Federation.OTHERS, hour);
    foreign.forEach(gateway::seed);
    Operator.Run uploaded = steps.time(EXCHANGING, operator::upload);
    gateway.batchUploads();
    Operator.Run downloaded = steps.time(EXCHANGING, operator::download);
    if (uploaded.faults() + downloaded.faults() > 0) {
      throw new PlayFailedException(
          "keys or batches of the exchange with the gateway have failed: see"
              + " /operations/federation/downloads/batches");
    }
    Operator.Run run = steps.time("distribution runs", operator::distribute);
    return new Played(
        plan.real().size(),
        plan.fakes(),
        plan.keys(),
        uploaded.keys(),
        foreign.values().stream().mapToInt(List::size).sum(),
        downloaded.keys(),
        run.packages());
  }

  private void moveClocks(Instant time) throws InterruptedException {
    surroundings.clock().moveTo(time);
    operator.setClock(time);
  }

  /**
   * What was sent and accepted in an hour.
   *
   * @param real submissions of people
   * @param fakes fake requests
   * @param keys in the submissions of people
   * @param uploaded keys that went out to the federation gateway
   * @param foreign keys that other countries uploaded to it
   * @param received keys that came in from it and were stored
   * @param packages published
   */
  public record Played(
      int real, int fakes, int keys, long uploaded, long foreign, long received, long packages) {}
}
