package io.warnserver.federation.audit;

/** What the audit found for one country in one batch, from good to bad. */
public enum Finding {
  /** Every key of the country is vouched for. */
  VERIFIED(Outcome.VERIFIED),
  /**
   * Two uploads made at the same time lie in one another: no key can be ascribed to one of them.
   */
  INTERLEAVED_UPLOADS(Outcome.AMBIGUOUS),
  /** The gateway's audit information could not be had. */
  NO_AUDIT(Outcome.UNAVAILABLE),
  /** The audit information lacks something, such as a certificate that the gateway has deleted. */
  INCOMPLETE_ENTRY(Outcome.UNAVAILABLE),
  /**
   * A certificate is none, is of another country or several, was not valid when the keys were
   * uploaded, is weak, or is the same for TLS and signing.
   */
  WRONG_CERTIFICATE(Outcome.FORGED),
  /** The trust anchor has not signed a certificate. */
  WRONG_OPERATOR_SIGNATURE(Outcome.FORGED),
  /** A fingerprint is not that of its certificate. */
  WRONG_THUMBPRINT(Outcome.FORGED),
  /** A batch signature is not over the country's keys. */
  WRONG_BATCH_SIGNATURE(Outcome.FORGED),
  /** There are fewer keys than the uploads had. */
  MISSING_KEYS(Outcome.FORGED),
  /** There are keys that no upload had. */
  KEYS_OF_NO_UPLOAD(Outcome.FORGED);

  private final Outcome outcome;

  Finding(Outcome outcome) {
    this.outcome = outcome;
  }

  /** What it means. */
  public Outcome outcome() {
    return outcome;
  }

  /** What a finding means for the keys. */
  public enum Outcome {
    /** They may be used. */
    VERIFIED,
    /** Nobody can tell. */
    AMBIGUOUS,
    /** Somebody changed something. */
    FORGED,
    /** It could not be checked. */
    UNAVAILABLE
  }
}
