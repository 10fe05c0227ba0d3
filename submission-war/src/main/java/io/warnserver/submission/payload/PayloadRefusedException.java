package io.warnserver.submission.payload;

/**
 * A body that cannot be parsed or breaks a rule. Carries the rule's name and nothing that was sent.
 */
public final class PayloadRefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String rule;

  PayloadRefusedException(String rule) {
    // Anybody can make these come by the thousand: without a stack trace they cost nothing.
    super("refused by the rule " + rule, null, false, false);
    this.rule = rule;
  }

  /** The name of the rule, for metrics. */
  public String rule() {
    return rule;
  }
}
