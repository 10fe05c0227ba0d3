package io.warnserver.submission.verification;

import io.warnserver.submission.tan.Tan;
import java.util.concurrent.CompletionStage;

/** Asks whether a TAN is good. Asking spends it. */
public interface TanVerifier {

  /** What came of it. */
  enum Verdict {
    /** It was good and is spent now. */
    VALID,
    /** It is not known, was spent already, or authorises no diagnosis keys. */
    INVALID,
    /** No answer, or none that says either; it may be spent. */
    UNKNOWN,
    /** Nobody was asked: whatever it was, it still is. */
    NOT_ASKED
  }

  /**
   * A question that was put. Its stages never fail for what the other side does.
   *
   * @param inTime what is known when the app has to be told something: UNKNOWN if there is no
   *     answer, NOT_ASKED if there is no question
   * @param atLast what is known when nobody listens any longer; the same, unless an answer came
   *     late
   */
  record Question(CompletionStage<Verdict> inTime, CompletionStage<Verdict> atLast) {

    /** One whose answer never is late. */
    public static Question answeredBy(CompletionStage<Verdict> verdict) {
      return new Question(verdict, verdict);
    }
  }

  /** Asks, unless {@link #asksNobody}; no thread waits for it. */
  Question verify(Tan tan);

  /** Whether nobody is asked now: in an outage, and while as much is asked as may be. */
  boolean asksNobody();

  /** Counts a submission that came while nobody is asked. */
  void turnedAway();
}
