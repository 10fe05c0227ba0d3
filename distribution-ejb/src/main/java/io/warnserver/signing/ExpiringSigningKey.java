package io.warnserver.signing;

import java.time.Instant;

/**
 * A signing key whose time ends soon.
 *
 * @param name what the settings call it
 * @param end the first instant at which it signs no more
 * @param daysLeft full days until then, at least 0
 */
public record ExpiringSigningKey(String name, Instant end, long daysLeft) {

  /** One line for an operator. */
  public String warning() {
    return "The signing key '"
        + name
        + "' signs until "
        + end
        + ": "
        + daysLeft
        + (daysLeft == 1 ? " day left" : " days left");
  }
}
