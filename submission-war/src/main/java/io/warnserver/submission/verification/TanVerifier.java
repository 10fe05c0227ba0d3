package io.warnserver.submission.verification;

import io.warnserver.submission.tan.Tan;
import java.util.concurrent.CompletionStage;

/** Asks whether a TAN is good. Asking spends it. */
public interface TanVerifier {

  /** What came of it. */
  enum Verdict {
    /** It was good and is spent now. */
    VALID,
    /**
     * The verification server does not know it, has spent it already, or it authorises no diagnosis
     * keys.
     */
    INVALID,
    /** No answer, or none that says either; it may be spent. */
    UNKNOWN
  }

  /** Asks; the stage never fails for what the other side does, and no thread waits for it. */
  CompletionStage<Verdict> verify(Tan tan);
}
