package io.warnserver.submission;

import io.warnserver.submission.tan.Tan;
import io.warnserver.submission.verification.TanVerifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A verification server that says what it is told to. */
final class ScriptedVerifier implements TanVerifier {

  volatile Verdict verdict = Verdict.VALID;

  /** Where set, the answer comes when the test says so. */
  volatile CompletableFuture<Verdict> later;

  /** Where set, what is known in the end; otherwise the same as in time. */
  volatile CompletableFuture<Verdict> atLast;

  /** Whether nobody is asked; {@link #turnedAway} counts for whom. */
  volatile boolean asksNobody;

  final AtomicInteger turnedAway = new AtomicInteger();

  final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  final CountDownLatch firstAsked = new CountDownLatch(1);

  @Override
  public Question verify(Tan tan) {
    if (asksNobody) {
      return Question.answeredBy(CompletableFuture.completedStage(Verdict.NOT_ASKED));
    }
    asked.add(tan.reveal());
    firstAsked.countDown();
    CompletionStage<Verdict> inTime =
        later == null ? CompletableFuture.completedStage(verdict) : later;
    return atLast == null ? Question.answeredBy(inTime) : new Question(inTime, atLast);
  }

  @Override
  public boolean asksNobody() {
    return asksNobody;
  }

  @Override
  public void turnedAway() {
    turnedAway.incrementAndGet();
  }
}
