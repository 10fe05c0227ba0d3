package io.warnserver.submission.verification;

/** Why nobody is asked about a TAN. */
enum NotAsked {
  /** The verification server fails, or cannot be believed. */
  OUTAGE,
  /** As many questions are under way as may be. */
  AT_ONCE,
  /** Too many TANs were wrong: somebody guesses. */
  WRONG
}
