package io.warnserver.federation.download;

import io.micrometer.core.instrument.MeterRegistry;
import io.warnserver.federation.download.DownloadBatches.End;
import io.warnserver.federation.gateway.DownloadAnswer;
import io.warnserver.federation.gateway.DownloadTag;
import io.warnserver.federation.gateway.Gateway;
import io.warnserver.federation.gateway.RetryPolicy;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One run: follows the gateway's chain of batches from where the last run ended, then tries again
 * what failed before. A batch is recorded when it has come, so that whatever the run is doing when
 * it dies, the next one fetches it again; storing a key twice changes nothing.
 */
final class DownloadRun {

  private static final Logger LOG = Logger.getLogger(DownloadRun.class.getName());

  /** How far back the gateway answers (federation gateway protocol, download). */
  private static final int GATEWAY_DAYS = 2;

  private final Gateway gateway;
  private final RetryPolicy retry;
  private final DownloadBatches batches;
  private final BatchIntake intake;
  private final DownloadResult.Tally tally;
  private final Clock clock;
  private final Instant began;
  private final LocalDate today;
  private Optional<DownloadTag> seen = Optional.empty();
  private boolean followedFromTheStart;
  private Optional<DownloadTag> lost = Optional.empty();
  private String failure = "";

  DownloadRun(
      Downloads.Means means,
      DownloadBatches batches,
      MeterRegistry metrics,
      DownloadResult.Tally tally,
      Clock clock) {
    this.gateway = means.gateway();
    this.retry = means.policy().retry();
    this.batches = batches;
    this.intake = new BatchIntake(means, batches, metrics, tally, clock);
    this.tally = tally;
    this.clock = clock;
    this.began = clock.instant();
    this.today = LocalDate.ofInstant(began, ZoneOffset.UTC);
  }

  /**
   * What to ask the gateway for.
   *
   * @param date not after the batch's
   * @param tag of the batch; empty: the first of that date or later
   */
  private record Cursor(LocalDate date, Optional<DownloadTag> tag) {

    static Cursor at(DownloadTag tag) {
      return new Cursor(tag.date(), Optional.of(tag));
    }

    static Cursor from(LocalDate date) {
      return new Cursor(date, Optional.empty());
    }
  }

  /** Does it; says what failed, for operators, or nothing. */
  String run() {
    Optional<Cursor> at = Optional.of(start());
    while (at.isPresent()) {
      at = follow(at.get());
    }
    // Only with a gateway that answers: an outage must not use up the attempts.
    if (failure.isEmpty()) {
      reportLost(today.minusDays(GATEWAY_DAYS).toString());
      batches.followed(began);
      batches.due(began).forEach(this::retry);
    }
    batches.forget(began);
    return failure;
  }

  /** The last batch is asked for again: it gains a successor as soon as there is one. */
  private Cursor start() {
    Optional<DownloadTag> from = batches.position().from();
    LocalDate oldest = today.minusDays(GATEWAY_DAYS);
    if (from.isPresent() && !from.get().date().isBefore(oldest)) {
      return Cursor.at(from.get());
    }
    from.ifPresent(tag -> beginsLater(tag, oldest));
    return Cursor.from(oldest);
  }

  /**
   * The gateway has what came since a day, and no more the batch to go on from. Nothing is lost if
   * the chain was followed to its end on that day or later.
   */
  private void beginsLater(DownloadTag from, LocalDate oldest) {
    if (!batches.position().wasFollowedSince(oldest)) {
      lost = Optional.of(from);
    }
  }

  private Optional<Cursor> follow(Cursor at) {
    DownloadAnswer answer = gateway.download(at.date(), at.tag().map(DownloadTag::toString));
    if (answer instanceof DownloadAnswer.Named batch) {
      return goOn(at.date(), batch);
    } else if (answer instanceof DownloadAnswer.NotFound) {
      return notFound(at);
    } else if (answer instanceof DownloadAnswer.Gone) {
      return gone(at);
    }
    return passOver(at, ((DownloadAnswer.Failed) answer).reason());
  }

  /** Midnight between this clock and the gateway's. */
  private Optional<Cursor> gone(Cursor at) {
    at.tag().ifPresent(tag -> beginsLater(tag, at.date().plusDays(1)));
    return dayAfter(at.date());
  }

  private Optional<Cursor> dayAfter(LocalDate date) {
    return date.isBefore(today) ? Optional.of(Cursor.from(date.plusDays(1))) : Optional.empty();
  }

  /**
   * Takes the batch, whatever it says of the next one; a link that leads nowhere is passed over.
   *
   * @param asked the date of the request
   */
  private Optional<Cursor> goOn(LocalDate asked, DownloadAnswer.Named named) {
    DownloadTag tag = named.tag();
    reportLost(tag.toString());
    Optional<DownloadTag> next = named.next().filter(following -> leadsOn(tag, following));
    if (batches.isKnown(tag)) {
      batches.moveTo(tag, next);
    } else if (named instanceof DownloadAnswer.Batch batch) {
      batches.received(tag, next, batch.keys().size(), clock.instant());
      intake.take(batch, 1);
    } else {
      batches.received(tag, next, 0, clock.instant());
      failed(tag, 1, "the body is not a batch", false);
    }
    boolean isNew = seen.map(before -> tag.compareTo(before) > 0).orElse(true);
    seen = seen.filter(before -> !isNew).or(() -> Optional.of(tag));
    // A chain that ends on an earlier day, or in a circle, may go on later without a link.
    LocalDate last = isNew ? tag.date() : latest(asked, seen.orElse(tag).date());
    return next.filter(following -> isNew).map(Cursor::at).or(() -> dayAfter(last));
  }

  /** Forward, and not beyond what the gateway can have by now: clocks may differ. */
  private boolean leadsOn(DownloadTag tag, DownloadTag next) {
    boolean leadsOn = next.compareTo(tag) > 0 && !next.date().isAfter(today.plusDays(1));
    if (!leadsOn) {
      LOG.log(
          Level.WARNING,
          "Batch {0} names {1} as the next one: the chain is followed by date",
          new Object[] {tag, next});
    }
    return leadsOn;
  }

  private static LocalDate latest(LocalDate one, LocalDate other) {
    return one.isAfter(other) ? one : other;
  }

  private void reportLost(String before) {
    lost.ifPresent(
        from ->
            LOG.log(
                Level.SEVERE,
                "The gateway no longer has what followed {0}: batches before {1} may be lost",
                new Object[] {from, before}));
    lost = Optional.empty();
  }

  /** Either there is nothing, or the gateway does not know the tag any more. */
  private Optional<Cursor> notFound(Cursor at) {
    if (at.tag().isEmpty() || followedFromTheStart) {
      return Optional.empty();
    }
    followedFromTheStart = true;
    seen = Optional.empty();
    return Optional.of(Cursor.from(at.date()));
  }

  /** Where the gateway works, the batch is tried again later. */
  private Optional<Cursor> passOver(Cursor at, String reason) {
    Optional<Detour> detour = at.tag().flatMap(tag -> Detour.around(tag, gateway, today));
    if (detour.isEmpty()) {
      return fail(reason);
    }
    for (DownloadTag tag : detour.get().missing()) {
      if (!batches.isKnown(tag)) {
        batches.missing(tag, clock.instant());
        failed(tag, 1, reason, false);
      }
    }
    return detour.get().next().flatMap(next -> goOn(at.date(), next));
  }

  private Optional<Cursor> fail(String reason) {
    failure = reason;
    return Optional.empty();
  }

  private void retry(DownloadTag tag) {
    int attempt = batches.of(tag, DownloadBatch::retry);
    if (attempt > retry.maxAttempts()) {
      failed(tag, attempt, "it was tried too often", true);
      return;
    }
    DownloadAnswer answer = gateway.download(tag.date(), Optional.of(tag.toString()));
    if (answer instanceof DownloadAnswer.Batch batch && batch.tag().equals(tag)) {
      intake.take(batch, attempt);
    } else if (answer instanceof DownloadAnswer.NotFound || answer instanceof DownloadAnswer.Gone) {
      failed(tag, attempt, "the gateway does not have it any more", true);
    } else {
      failed(tag, attempt, "it cannot be fetched", false);
    }
  }

  private void failed(DownloadTag tag, int attempt, String reason, boolean forGood) {
    boolean again = !forGood && attempt < retry.maxAttempts();
    LOG.log(
        Level.WARNING,
        "Batch {0} failed ({1}); {2}",
        new Object[] {tag, reason, again ? "it is tried again" : "it is given up"});
    Instant now = clock.instant();
    Optional<Instant> next = again ? Optional.of(retry.next(now, attempt)) : Optional.empty();
    End end = again ? End.FAILED_RETRY : End.FAILED_GIVEN_UP;
    batches.change(tag, batch -> batch.end(end, next, reason, now));
    tally.failedBatches++;
    tally.endedBadly += again ? 0 : 1;
  }
}
