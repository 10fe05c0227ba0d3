package io.warnserver.submission.store;

import io.warnserver.keys.DiagnosisKey;
import io.warnserver.submission.payload.Submission;
import io.warnserver.submission.tan.TanFingerprint;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Where submissions are kept, and what came of their TANs. No method waits; each stage fails with
 * {@link io.warnserver.database.StorageException} if the database did not do it.
 *
 * <p>The way of a submission: {@link #claim}, then the verification server, then {@link #approve}
 * or {@link #release}, then {@link #store}. All instances see the same.
 */
public interface SubmissionStore {

  /**
   * What is known of a TAN when a request comes with it.
   *
   * @param attempt which asking it is, for {@link #takeOver} and {@link #release}; each has another
   */
  record Claim(State state, int attempt) {

    /** What the request is to do. */
    public enum State {
      /** Nothing was known: this request, and no other, is to ask the verification server. */
      MINE,
      /** Another request is asking, or an instance died over it. */
      BUSY,
      /** The TAN was good, for this very content, which is not stored yet. */
      APPROVED,
      /** The TAN was good, and this very content is stored. */
      STORED,
      /** The TAN was good and is spent for other content. */
      OTHER_CONTENT
    }
  }

  /** Asks what is known of the TAN; where nothing is, remembers that this request asks. */
  CompletionStage<Claim> claim(TanFingerprint tan);

  /**
   * Asks in place of a request that did not come to an end.
   *
   * @param attempt as the last claim had it
   * @return MINE, or what another one has made of it meanwhile
   */
  CompletionStage<Claim> takeOver(TanFingerprint tan, int attempt);

  /** Remembers durably that the TAN was good; what fails is tried again until the process ends. */
  CompletionStage<Void> approve(TanFingerprint tan);

  /**
   * Forgets that somebody asks: the TAN was not good, or nobody knows.
   *
   * @param attempt as it was claimed; if another one asks by now, nothing is forgotten
   */
  CompletionStage<Void> release(TanFingerprint tan, int attempt);

  /**
   * Stores all keys of an approved submission, or none, and remembers that it is done.
   *
   * @param padding keys of nobody, to be stored with those of the person
   * @return whether this call stored them; not if they were stored before, or nothing is known of
   *     the TAN any more
   */
  CompletionStage<Boolean> store(
      TanFingerprint tan, Submission submission, List<DiagnosisKey> padding);
}
