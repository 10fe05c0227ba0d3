package io.warnserver.federation.download;

import io.micrometer.core.instrument.MeterRegistry;
import io.warnserver.federation.audit.BatchAudit;
import io.warnserver.federation.audit.BatchAudit.CountryAudit;
import io.warnserver.federation.audit.Finding;
import io.warnserver.federation.download.BatchReport.CountryFinding;
import io.warnserver.federation.download.BatchReport.Counts;
import io.warnserver.federation.download.DownloadBatches.End;
import io.warnserver.federation.gateway.AuditAnswer;
import io.warnserver.federation.gateway.DownloadAnswer.Batch;
import io.warnserver.federation.gateway.DownloadTag;
import io.warnserver.federation.gateway.Gateway;
import io.warnserver.protocols.federation.DiagnosisKey;
import java.time.Clock;
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
  private final String own;
  private final Gateway gateway;
  private final BatchAudit audit;
  private final ForeignKeyRules rules;
  private final DownloadBatches batches;
  private final MeterRegistry metrics;
  private final DownloadResult.Tally tally;
  private final Clock clock;

  BatchIntake(
      Downloads.Means means,
      DownloadBatches batches,
      MeterRegistry metrics,
      DownloadResult.Tally tally,
      Clock clock) {
    this.policy = means.policy();
    this.own = policy.countries().own().code();
    this.gateway = means.gateway();
    this.audit = new BatchAudit(means.anchors(), own);
    this.rules = new ForeignKeyRules(policy, clock.instant());
    this.batches = batches;
    this.metrics = metrics;
    this.tally = tally;
    this.clock = clock;
  }

  /**
   * Deals with it.
   *
   * @param attempt how often it was tried, this time included
   */
  void take(Batch batch, int attempt) {
    boolean last = attempt >= policy.retry().maxAttempts();
    List<CountryAudit> audits = List.of();
    String reason = "";
    if (!batch.keys().isEmpty()) {
      AuditAnswer answer = gateway.audit(batch.tag());
      if (answer instanceof AuditAnswer.Unavailable unavailable) {
        audits = audit.withoutAudit(batch.keys());
        reason = "no audit information: " + unavailable.reason();
        last |= unavailable.forGood();
      } else {
        audits = audit.verify(batch.keys(), ((AuditAnswer.Entries) answer).all());
        batches.change(batch.tag(), one -> one.verify(clock.instant()));
      }
    }
    store(batch, audits, reason, attempt, last);
  }

  private void store(
      Batch batch, List<CountryAudit> audits, String reason, int attempt, boolean last) {
    BatchReport report = new BatchReport();
    audits.forEach(country -> use(batch.tag(), country, report, last));
    // The audit does not look at keys that claim to be from here; the gateway should send none.
    batch.keys().stream()
        .filter(key -> key.getOrigin().equalsIgnoreCase(own))
        .forEach(key -> report.refuse(own, ForeignKeyRules.ORIGIN_NOT_OWN, 1));
    BatchReport before =
        attempt > 1 ? batches.of(batch.tag(), DownloadBatch::report) : new BatchReport();
    Instant now = clock.instant();
    boolean failed = audits.stream().anyMatch(country -> country.finding() != Finding.VERIFIED);
    End end = end(audits, report, failed, last);
    tally.keys +=
        batches.store(
            batch.tag(),
            report,
            batch.keys().size(),
            end,
            end == End.FAILED_RETRY
                ? Optional.of(policy.retry().next(now, attempt))
                : Optional.empty(),
            reason.isEmpty() && failed ? "the audit failed for a country" : reason,
            now);
    tally.batches++;
    tally.refused += report.refusedKeys();
    tally.failedBatches += end == End.STORED ? 0 : 1;
    tally.endedBadly += end == End.STORED_WITH_ERRORS || end == End.FAILED_GIVEN_UP ? 1 : 0;
    count(report, before);
  }

  private static End end(
      List<CountryAudit> audits, BatchReport report, boolean failed, boolean last) {
    boolean unavailable =
        audits.stream()
            .anyMatch(country -> country.finding().outcome() == Finding.Outcome.UNAVAILABLE);
    if (unavailable && !last) {
      return End.FAILED_RETRY;
    } else if (!failed) {
      return End.STORED;
    }
    boolean used =
        report.findings().keySet().stream()
            .anyMatch(one -> one.relaxed() || one.finding().equals(Finding.VERIFIED.name()));
    return unavailable && !used ? End.FAILED_GIVEN_UP : End.STORED_WITH_ERRORS;
  }

  private void use(DownloadTag tag, CountryAudit country, BatchReport report, boolean last) {
    String shown = policy.shown(country.country());
    Finding finding = country.finding();
    boolean relaxed = policy.isRelaxed(country, last);
    if (finding != Finding.VERIFIED) {
      LOG.log(
          finding.outcome() == Finding.Outcome.FORGED ? Level.SEVERE : Level.WARNING,
          "Batch {0}, country {1}: {2} ({3}); its {4} keys are {5}",
          new Object[] {
            tag,
            shown,
            finding.outcome(),
            finding,
            String.valueOf(country.keys().size()),
            relaxed ? "used all the same, because a setting says so" : "not used"
          });
    }
    int before = report.accepted().size();
    if (finding == Finding.VERIFIED || relaxed) {
      for (DiagnosisKey key : country.keys()) {
        rules
            .brokenBy(key)
            .ifPresentOrElse(
                rule -> report.refuse(shown, rule, 1),
                () -> report.accepted().add(rules.received(key)));
      }
    }
    report.found(
        new CountryFinding(shown, finding.name(), relaxed),
        country.keys().size(),
        report.accepted().size() - before);
  }

  /** Only what an earlier attempt has not counted: its countries may have been settled then. */
  private void count(BatchReport report, BatchReport before) {
    report
        .findings()
        .forEach(
            (one, counts) -> {
              Counts earlier = before.findings().getOrDefault(one, Counts.NONE);
              int keys = counts.keys() - earlier.keys();
              int accepted = counts.accepted() - earlier.accepted();
              add(keys, "audited", one.country(), "finding", one.finding());
              add(accepted, "accepted", one.country(), "relaxed", String.valueOf(one.relaxed()));
            });
    report
        .refused()
        .forEach(
            (one, keys) -> {
              int more = keys - before.refused().getOrDefault(one, 0);
              add(more, "refused", one.country(), "rule", one.rule());
            });
  }

  private void add(int keys, String what, String country, String tag, String value) {
    metrics
        .counter("warn.federation.keys." + what, "country", country, tag, value)
        .increment(Math.max(keys, 0));
  }
}
