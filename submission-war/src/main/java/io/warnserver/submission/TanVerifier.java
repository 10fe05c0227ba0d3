package io.warnserver.submission;

/** Asks whether a TAN is good. Asking spends it. */
interface TanVerifier {

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

  /** Asks once; never throws for what the other side does. */
  Verdict verify(Tan tan);
}
