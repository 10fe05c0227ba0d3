package io.warnserver.submission.base;

/** A request that is not taken. Carries nothing that was sent. */
public final class RefusedException extends Exception {

  private final String rule;
  private final Outcome outcome;

  /** Because of the rule that was broken first, by its name. */
  public RefusedException(String rule, Outcome outcome) {
    // Anybody can make these come by the thousand: without a stack trace they cost nothing.
    super("refused by the rule " + rule, null, false, false);
    this.rule = rule;
    this.outcome = outcome;
  }

  /** The name of the rule, for metrics. */
  public String rule() {
    return rule;
  }

  /** What the client is told. */
  public Outcome outcome() {
    return outcome;
  }
}
