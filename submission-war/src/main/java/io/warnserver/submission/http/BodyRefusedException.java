package io.warnserver.submission.http;

import io.warnserver.submission.answers.Outcome;

/** A body that is not taken. */
final class BodyRefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String rule;
  private final Outcome outcome;

  /**
   * @param rule a rule's name, never anything that was sent
   */
  BodyRefusedException(String rule, Outcome outcome) {
    super(rule, null, false, false);
    this.rule = rule;
    this.outcome = outcome;
  }

  /** Which rule was broken first. */
  String rule() {
    return rule;
  }

  /** What the client is told. */
  Outcome outcome() {
    return outcome;
  }
}
