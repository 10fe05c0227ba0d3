package io.warnserver.submission.verification;

/** Why nobody is asked about a TAN. */
enum NotAsked {
  /** The verification server fails, or cannot be believed. */
  OUTAGE("outage"),
  /** As many questions are under way as may be. */
  AT_ONCE("at-once"),
  /** Too many TANs were wrong: somebody guesses. */
  WRONG("wrong");

  private final String label;

  NotAsked(String label) {
    this.label = label;
  }

  /** In metrics. */
  String label() {
    return label;
  }
}
