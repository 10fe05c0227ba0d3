package io.warnserver.submission.store;

/**
 * What is known of a TAN when a request comes with it.
 *
 * @param state see there
 * @param attempt which asking it is, another number each time that it is begun; for {@link
 *     SubmissionStore#takeOver} and {@link SubmissionStore#release}
 */
public record Claim(State state, int attempt) {

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
