package io.warnserver.federation.upload;

import io.warnserver.federation.overview.UploadBatch;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * A batch for the gateway: recorded with its keys; sent, as long as the gateway may have it and
 * nobody knows; in the end uploaded, or dissolved because its keys went to other batches.
 */
@Entity
@Table(name = "federation_upload_batch")
public class OutgoingBatch {

  private static final String RECORDED = "recorded";
  private static final String SENT = "sent";

  @Id
  @Column(name = "batch_tag")
  private String tag;

  private String state;

  @Column(name = "recorded_at")
  private OffsetDateTime recorded;

  @Column(name = "sent_at")
  private OffsetDateTime sent;

  @Column(name = "ended_at")
  private OffsetDateTime ended;

  @Column(name = "next_attempt_at")
  private OffsetDateTime nextAttempt;

  private int attempts;
  private int refusals;
  private int keys;
  private String reason;

  /** For the provider only. */
  protected OutgoingBatch() {}

  /** One that the gateway does not have. */
  OutgoingBatch(String tag, int keys, Instant now) {
    this.tag = tag;
    this.keys = keys;
    state = RECORDED;
    recorded = now.atOffset(ZoneOffset.UTC);
    nextAttempt = recorded;
  }

  /**
   * What was known of a batch before it was sent.
   *
   * @param mayBeStored it was sent before, and nobody knows what became of that
   * @param failures attempts that ended without a word about the batch
   * @param refusals by the gateway, in a row
   * @param keys that are sent, at least 1
   * @param tooOld of these keys the gateway takes no more
   */
  record Before(boolean mayBeStored, int failures, int refusals, int keys, int tooOld) {}

  /** Whether the gateway may have it already. */
  boolean mayBeStored() {
    return state.equals(SENT);
  }

  /** It is going to be sent, with those of its keys that are left. */
  Before send(int left, int tooOld, Instant now) {
    Before before = new Before(mayBeStored(), attempts - refusals, refusals, left, tooOld);
    attempts++;
    state = SENT;
    sent = now.atOffset(ZoneOffset.UTC);
    return before;
  }

  /**
   * It is to be sent again.
   *
   * @param stored whether this attempt or an earlier one may have arrived
   */
  void sendAgain(boolean stored, Instant next, String why) {
    state = stored ? SENT : RECORDED;
    nextAttempt = next.atOffset(ZoneOffset.UTC);
    reason = why;
  }

  /**
   * The gateway refused it; it is to be sent again.
   *
   * @param stored whether an earlier attempt may have arrived
   */
  void refuse(boolean stored, Instant next, String why) {
    refusals++;
    sendAgain(stored, next, why);
  }

  /**
   * The gateway has taken out some of its keys, and would store the rest: that is another batch.
   */
  void change() {
    state = RECORDED;
    attempts = 0;
    refusals = 0;
  }

  /** The gateway has all of it. */
  void upload(int all, Instant now) {
    end("uploaded", all, null, now);
  }

  /** It is no more. */
  void dissolve(String why, Instant now) {
    end("dissolved", 0, why, now);
  }

  private void end(String how, int all, String why, Instant now) {
    state = how;
    ended = now.atOffset(ZoneOffset.UTC);
    reason = why;
    keys = all;
  }

  /** As operators see it. */
  UploadBatch shown() {
    return new UploadBatch(
        tag,
        state,
        recorded.toInstant(),
        Optional.ofNullable(ended).map(OffsetDateTime::toInstant),
        attempts,
        keys,
        Optional.ofNullable(reason));
  }
}
