package io.warnserver.local.play;

import io.warnserver.keys.HourNumber;
import io.warnserver.local.gateway.GatewayStandIn;
import io.warnserver.local.servers.ApplicationServer;
import io.warnserver.local.servers.Surroundings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Plays the last 24 complete hours on the application's movable clock, under the rules of
 * production: in every hour people and fakes submit, and other countries upload keys to the
 * federation gateway; five minutes after it the operator has keys exchanged with the gateway and
 * starts a distribution run.
 */
public final class DayPlay {

  /** The name of the step of all submissions. */
  public static final String SUBMITTING = "submissions";

  /** The name of the step of all exchanges with the federation gateway. */
  public static final String EXCHANGING = "exchanges with the gateway";

  /** The name of the step of all distribution runs. */
  public static final String DISTRIBUTING = "distribution runs";

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
    this.operator = new Operator(server.operationsAddress(), Surroundings.operatorPassword());
    this.clock = clock;
    this.steps = steps;
    this.progress = progress;
  }

  /**
   * Plays the hours that are not published yet, and leaves the application with real time.
   *
   * @throws PlayFailedException where the application refuses or fails
   */
  public Played run() throws InterruptedException {
    Instant now = clock.instant();
    Optional<HourNumber> last =
        PublishedHours.last(surroundings.objectStore().publicAddress(), now);
    List<HourNumber> hours = DayPlan.hours(now, last);
    Played played = Played.NOTHING;
    try (Phones phones = new Phones(server.address(), surroundings.verification())) {
      for (int i = 0; i < hours.size(); i++) {
        HourPlan plan = HourPlan.of(hours.get(i));
        Played before = played;
        played = played.plus(plan).plus(playHour(hours.get(i), plan, phones));
        progress.accept(
            String.format(
                Locale.ROOT,
                "hour %2d of %d: %s  %2d submissions with %3d keys, %d fakes; %3d keys out,"
                    + " %3d in; run: %d packages",
                i + 1,
                hours.size(),
                hours.get(i),
                plan.real().size(),
                plan.keys(),
                plan.fakes(),
                played.uploaded() - before.uploaded(),
                played.received() - before.received(),
                played.packages() - before.packages()));
      }
    } finally {
      surroundings.clock().release();
      operator.resetClock();
    }
    requirePublished(hours, now);
    return played;
  }

  /** From a tree's first package on every complete hour has one (key packages, "Policies"). */
  private void requirePublished(List<HourNumber> hours, Instant now) throws InterruptedException {
    if (hours.isEmpty()) {
      return;
    }
    HourNumber expected = hours.get(hours.size() - 1);
    Optional<HourNumber> last =
        PublishedHours.last(surroundings.objectStore().publicAddress(), now);
    if (last.isEmpty() || last.get().compareTo(expected) < 0) {
      throw new PlayFailedException(
          "all runs have ended well, but the hour " + expected + " of EUR is not published");
    }
  }

  private HourOutcome playHour(HourNumber hour, HourPlan plan, Phones phones)
      throws InterruptedException {
    Instant submission = hour.start().plus(SUBMIT);
    moveClocks(submission);
    steps.time(
        SUBMITTING,
        () -> {
          phones.submit(plan, submission);
          return plan;
        });
    moveClocks(hour.start().plus(RUN));
    GatewayStandIn gateway = surroundings.federation().gateway();
    ForeignPlan foreign = ForeignPlan.of(hour);
    foreign.uploads().forEach(gateway::seed);
    Operator.Exchanged uploaded = steps.time(EXCHANGING, operator::upload);
    gateway.batchUploads();
    Operator.Exchanged downloaded = steps.time(EXCHANGING, operator::download);
    if (uploaded.faults() + downloaded.faults() > 0) {
      throw new PlayFailedException(
          "keys or batches of the exchange with the gateway have failed: see"
              + " /operations/federation/downloads/batches");
    }
    Operator.Run run = steps.time(DISTRIBUTING, operator::distribute);
    return new HourOutcome(uploaded.keys(), foreign.keys(), downloaded.keys(), run.packages());
  }

  private void moveClocks(Instant time) throws InterruptedException {
    surroundings.clock().moveTo(time);
    operator.setClock(time);
  }

  /**
   * What came of an hour.
   *
   * @param uploaded keys that went out
   * @param foreign keys that other countries uploaded
   * @param received keys that came in and were stored
   * @param packages published
   */
  private record HourOutcome(long uploaded, long foreign, long received, long packages) {}

  /**
   * What was sent and accepted.
   *
   * @param hours played
   * @param real submissions of people
   * @param fakes fake requests
   * @param keys in the submissions of people
   * @param uploaded keys that went out to the federation gateway
   * @param foreign keys that other countries uploaded to it
   * @param received keys that came in from it and were stored
   * @param packages published
   */
  public record Played(
      int hours,
      int real,
      int fakes,
      int keys,
      long uploaded,
      long foreign,
      long received,
      long packages) {

    private static final Played NOTHING = new Played(0, 0, 0, 0, 0, 0, 0, 0);

    private Played plus(HourPlan plan) {
      return new Played(
          hours + 1,
          real + plan.real().size(),
          fakes + plan.fakes(),
          keys + plan.keys(),
          uploaded,
          foreign,
          received,
          packages);
    }

    private Played plus(HourOutcome hour) {
      return new Played(
          hours,
          real,
          fakes,
          keys,
          uploaded + hour.uploaded(),
          foreign + hour.foreign(),
          received + hour.received(),
          packages + hour.packages());
    }
  }
}
