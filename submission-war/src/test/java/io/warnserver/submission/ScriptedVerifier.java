package io.warnserver.submission;

import io.warnserver.submission.tan.Tan;
import io.warnserver.submission.verification.TanVerifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;

/** A verification server that says what it is told to. */
final class ScriptedVerifier implements TanVerifier {

  volatile Verdict verdict = Verdict.VALID;

  /** Where set, the answer comes when the test says so. */
  volatile CompletableFuture<Verdict> later;

  final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  final CountDownLatch firstAsked = new CountDownLatch(1);

  @Override
  public CompletionStage<Verdict> verify(Tan tan) {
    asked.add(tan.reveal());
    firstAsked.countDown();
    return later == null ? CompletableFuture.completedStage(verdict) : later;
  }
}
