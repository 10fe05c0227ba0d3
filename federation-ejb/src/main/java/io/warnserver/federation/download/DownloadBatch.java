package io.warnserver.federation.download;

import io.warnserver.federation.download.DownloadBatches.End;
import io.warnserver.federation.gateway.DownloadTag;
import io.warnserver.federation.overview.DownloadedBatch;
import io.warnserver.federation.overview.DownloadedBatch.CountryFinding;
import io.warnserver.federation.overview.DownloadedBatch.PutBack;
import io.warnserver.federation.overview.DownloadedBatch.Refused;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A batch from the gateway: received, then verified; in the end stored or given up, and until then
 * tried again.
 */
@Entity
@Table(name = "federation_download_batch")
public class DownloadBatch {

  @Id
  @Column(name = "batch_tag")
  private String tag;

  @Column(name = "batch_date")
  private LocalDate batchDate;

  private String state;

  @Column(name = "received_at")
  private OffsetDateTime received;

  @Column(name = "verified_at")
  private OffsetDateTime verified;

  @Column(name = "ended_at")
  private OffsetDateTime ended;

  @Column(name = "next_attempt_at")
  private OffsetDateTime nextAttempt;

  private int attempts;
  private int keys;

  @Column(name = "stored_keys")
  private int storedKeys;

  private String reason;

  @Column(name = "put_back_by")
  private String putBackBy;

  @Column(name = "put_back_reason")
  private String putBackReason;

  @Column(name = "put_back_at")
  private OffsetDateTime putBackAt;

  @ElementCollection
  @CollectionTable(
      name = "federation_download_country",
      joinColumns = @JoinColumn(name = "batch_tag"))
  private List<CountryKeys> countries = new ArrayList<>();

  @ElementCollection
  @CollectionTable(name = "federation_refused_keys", joinColumns = @JoinColumn(name = "batch_tag"))
  private List<RefusedKeys> refused = new ArrayList<>();

  /** For the provider only. */
  protected DownloadBatch() {}

  /** One that has come. Until it is dealt with it counts as one to be tried again. */
  DownloadBatch(DownloadTag tag, int keys, Instant now) {
    this.tag = tag.toString();
    this.batchDate = tag.date();
    this.keys = keys;
    state = "received";
    attempts = 1;
    received = now.atOffset(ZoneOffset.UTC);
    nextAttempt = received;
  }

  /** It is tried again; says how often it was, this time included. */
  int retry() {
    return ++attempts;
  }

  /**
   * An operator has it fetched again, as if it had been tried once.
   *
   * @return whether it had ended; otherwise it is tried again anyway, and nothing changes
   */
  boolean putBack(String operator, String why, Instant now) {
    if (ended == null) {
      return false;
    }
    end(End.FAILED_RETRY, Optional.of(now), "", now);
    attempts = 1;
    putBackBy = operator;
    putBackReason = why;
    putBackAt = now.atOffset(ZoneOffset.UTC);
    return true;
  }

  /** The audit was done; nothing is stored yet. */
  void verify(Instant now) {
    state = "verified";
    verified = now.atOffset(ZoneOffset.UTC);
  }

  /**
   * An attempt is over.
   *
   * @param next when the rest is tried again; empty: never
   * @param why it failed; empty if it did not
   */
  void end(End end, Optional<Instant> next, String why, Instant now) {
    state = end.state();
    nextAttempt = next.map(time -> time.atOffset(ZoneOffset.UTC)).orElse(null);
    ended = next.isPresent() ? null : now.atOffset(ZoneOffset.UTC);
    reason = why.isEmpty() ? null : why;
  }

  /** What earlier attempts have reported. */
  BatchReport report() {
    BatchReport report = new BatchReport();
    countries.forEach(one -> one.reportTo(report));
    refused.forEach(one -> one.reportTo(report));
    return report;
  }

  /** An attempt reports everything anew. */
  void forgetReport() {
    countries.clear();
    refused.clear();
  }

  /** What this attempt reports of all keys, and how many of them it has stored. */
  void report(BatchReport report, int all, int stored) {
    keys = all;
    storedKeys += stored;
    report.findings().forEach((found, counts) -> countries.add(new CountryKeys(found, counts)));
    report.refused().forEach((broken, count) -> refused.add(new RefusedKeys(broken, count)));
  }

  String tag() {
    return tag;
  }

  /**
   * As operators see it.
   *
   * @param countriesOf what became of countries' keys, by tag
   * @param refusedOf what rules refused, by tag
   */
  DownloadedBatch shown(
      Map<String, List<CountryFinding>> countriesOf, Map<String, List<Refused>> refusedOf) {
    return new DownloadedBatch(
        tag,
        state,
        received.toInstant(),
        Optional.ofNullable(ended).map(OffsetDateTime::toInstant),
        Optional.ofNullable(nextAttempt).map(OffsetDateTime::toInstant),
        attempts,
        keys,
        storedKeys,
        Optional.ofNullable(reason),
        Optional.ofNullable(putBackAt)
            .map(time -> new PutBack(putBackBy, putBackReason, time.toInstant())),
        countriesOf.getOrDefault(tag, List.of()),
        refusedOf.getOrDefault(tag, List.of()));
  }
}
