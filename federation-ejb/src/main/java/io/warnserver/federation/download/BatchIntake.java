package io.warnserver.federation.download;

import io.micrometer.core.instrument.MeterRegistry;
import io.warnserver.federation.audit.BatchAudit;
import io.warnserver.federation.audit.CountryAudit;
import io.warnserver.federation.audit.Finding;
import io.warnserver.federation.gateway.AuditAnswer;
import io.warnserver.federation.gateway.DownloadAnswer.Batch;
import io.warnserver.federation.gateway.DownloadTag;
import io.warnserver.federation.gateway.Gateway;
import io.warnserver.federation.rules.ForeignKeyRules;
import io.warnserver.protocols.federation.DiagnosisKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Deals with one batch that was fetched: audit, rules, store. No key is used before the audit has
 * vouched for its country's.
 */
final class BatchIntake {

  private static final Logger LOG = Logger.getLogger(BatchIntake.class.getName());

  private final DownloadPolicy policy;
  private final Gateway gateway;
  private final BatchAudit audit;
  private final DownloadBatches batches;
  private final MeterRegistry metrics;
  private final Instant now;

  BatchIntake(
      DownloadPolicy policy,
      Gateway gateway,
      BatchAudit audit,
      DownloadBatches batches,
      MeterRegistry metrics,
      Instant now) {
    this.policy = policy;
    this.gateway = gateway;
    this.audit = audit;
    this.batches = batches;
    this.metrics = metrics;
    this.now = now;
  }

  /**
   * How it went.
   *
   * @param end of the batch
   * @param stored keys that were not there yet
   * @param refused keys that broke a rule
   */
  record Taken(DownloadBatches.End end, int stored, int refused) {}

  /**
   * Deals with it.
   *
   * @param attempt how often it was tried, this time included
   */
  Taken take(Batch batch, int attempt) {
    boolean last = attempt >= policy.retry().maxAttempts();
    List<CountryAudit> audits = List.of();
    String reason = "";
    if (!batch.keys().isEmpty()) {
      AuditAnswer answer = gateway.audit(batch.tag().date(), batch.tag().toString());
      if (answer instanceof AuditAnswer.Unavailable unavailable) {
        audits = audit.withoutAudit(batch.keys());
        reason = "no audit information: " + unavailable.reason();
        last |= unavailable.forGood();
      } else {
        audits = audit.verify(batch.keys(), ((AuditAnswer.Entries) answer).all());
        batches.change(batch.tag(), one -> one.verify(now));
      }
    }
    return store(batch, audits, reason, attempt, last);
  }

  private Taken store(
      Batch batch, List<CountryAudit> audits, String reason, int attempt, boolean last) {
    BatchReport report = new BatchReport();
    ForeignKeyRules rules = policy.rules(now);
    boolean unavailable = false;
    boolean failed = false;
    for (CountryAudit country : audits) {
      unavailable |= country.finding().outcome() == Finding.Outcome.UNAVAILABLE;
      failed |= country.finding() != Finding.VERIFIED;
      use(batch.tag(), country, rules, report, last);
    }
    refuseOwn(batch, report);
    BatchReport before =
        attempt > 1 ? batches.of(batch.tag(), DownloadBatch::report) : new BatchReport();
    boolean again = unavailable && !last;
    DownloadBatches.End end = end(again, failed, report, unavailable);
    int stored =
        batches.store(
            batch.tag(),
            report,
            batch.keys().size(),
            end,
            again ? Optional.of(policy.retry().next(now, attempt)) : Optional.empty(),
            reason.isEmpty() && failed ? "the audit failed for a country" : reason,
            now);
    count(report, before);
    return new Taken(end, stored, report.refusedKeys());
  }

  private static DownloadBatches.End end(
      boolean again, boolean failed, BatchReport report, boolean unavailable) {
    if (again) {
      return DownloadBatches.End.FAILED_RETRY;
    } else if (!failed) {
      return DownloadBatches.End.STORED;
    }
    boolean nothing =
        unavailable
            && report.findings().keySet().stream()
                .noneMatch(one -> one.relaxed() || one.finding().equals(Finding.VERIFIED.name()));
    return nothing ? DownloadBatches.End.FAILED_GIVEN_UP : DownloadBatches.End.STORED_WITH_ERRORS;
  }

  private void use(
      DownloadTag tag,
      CountryAudit country,
      ForeignKeyRules rules,
      BatchReport report,
      boolean last) {
    String shown = policy.shown(country.country());
    boolean relaxed = policy.isRelaxed(country, last);
    if (country.finding() != Finding.VERIFIED) {
      LOG.log(
          country.finding().outcome() == Finding.Outcome.FORGED ? Level.SEVERE : Level.WARNING,
          "Batch {0}, country {1}: {2} ({3}); its {4} keys are {5}",
          new Object[] {
            tag,
            shown,
            country.finding().outcome(),
            country.finding(),
            String.valueOf(country.keys().size()),
            relaxed ? "used all the same, because a setting says so" : "not used"
          });
    }
    int accepted = 0;
    if (country.finding() == Finding.VERIFIED || relaxed) {
      for (DiagnosisKey key : country.keys()) {
        Optional<String> broken = rules.brokenBy(key);
        if (broken.isEmpty()) {
          report.accept(rules.received(key));
          accepted++;
        } else {
          report.refuse(shown, broken.get(), 1);
        }
      }
    }
    report.found(
        new BatchReport.CountryFinding(shown, country.finding().name(), relaxed),
        country.keys().size(),
        accepted);
  }

  /**
   * The audit does not look at keys that claim to be from here; the gateway should not send any.
   */
  private void refuseOwn(Batch batch, BatchReport report) {
    String own = policy.countries().own().code();
    batch.keys().stream()
        .filter(key -> key.getOrigin().equals(own))
        .forEach(key -> report.refuse(own, "OriginNotOwn", 1));
  }

  /** Only what an earlier attempt has not counted: its countries may have been settled then. */
  private void count(BatchReport report, BatchReport before) {
    report
        .findings()
        .forEach(
            (one, counts) -> {
              BatchReport.Counts earlier = before.countsOf(one);
              int keys = counts.keys() - earlier.keys();
              int accepted = counts.accepted() - earlier.accepted();
              add(keys, "audited", one.country(), "finding", one.finding());
              add(accepted, "accepted", one.country(), "relaxed", String.valueOf(one.relaxed()));
            });
    report
        .refused()
        .forEach(
            (one, keys) ->
                add(keys - before.refusedBy(one), "refused", one.country(), "rule", one.rule()));
  }

  private void add(int keys, String what, String country, String tag, String value) {
    metrics
        .counter("warn.federation.keys." + what, "country", country, tag, value)
        .increment(Math.max(keys, 0));
  }
}
