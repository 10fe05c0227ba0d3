package io.warnserver.submission.verification;

import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Whether the verification server can be believed, by what it says to a TAN that nobody has. One
 * that finds that valid finds anything valid (a maintenance page, a mock): everybody could publish
 * keys, which is worse than any outage.
 */
final class Trust {

  private static final Logger LOG = Logger.getLogger(Trust.class.getName());

  /** What it has said the last time that it has said something. */
  private enum Finding {
    NOTHING("has not answered yet"),
    REFUSES("refuses a TAN that nobody has, as it should"),
    ACCEPTS("accepts a TAN that nobody has, so it would accept anything"),
    CANNOT_READ("takes a TAN for malformed that is not, so it refuses all");

    private final String words;

    Finding(String words) {
      this.words = words;
    }
  }

  private volatile Finding finding = Finding.NOTHING;

  /**
   * Takes note of the answer to a TAN that nobody has.
   *
   * @param status of HTTP; those that are no verdict change nothing
   */
  synchronized void learn(int status) {
    switch (status) {
      case 200 -> found(Finding.ACCEPTS, Level.SEVERE);
      case 404 -> found(Finding.REFUSES, Level.INFO);
      case 400 -> found(Finding.CANNOT_READ, Level.WARNING);
      default -> {}
    }
  }

  private void found(Finding now, Level level) {
    if (finding != now) {
      finding = now;
      LOG.log(level, "The verification server {0}", now.words);
    }
  }

  /** Whether it may be asked for submissions: it has refused what is to be refused. */
  boolean isThere() {
    return finding == Finding.REFUSES;
  }

  /** Whether it accepts anything. */
  boolean isBroken() {
    return finding == Finding.ACCEPTS;
  }

  /** What is wrong, in words for operators; empty: nothing. */
  Optional<String> complaint() {
    Finding now = finding;
    return now == Finding.ACCEPTS || now == Finding.CANNOT_READ
        ? Optional.of(now.words)
        : Optional.empty();
  }
}
