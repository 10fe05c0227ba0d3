package io.warnserver.health;

/**
 * What came of a check.
 *
 * @param name of the check: fixed words with hyphens
 * @param state in a word
 * @param detail for operators, a few words without secrets and addresses; may be empty
 */
public record Health(String name, State state, String detail) {

  /** In a word; the later, the worse. */
  public enum State {
    /** As it should be. */
    UP,
    /** The instance serves; something that it will need, or another system, is broken. */
    DEGRADED,
    /** The instance cannot serve. */
    DOWN
  }

  /** As it should be. */
  public static Health up(String name, String detail) {
    return new Health(name, State.UP, detail);
  }

  /** Something is broken, and requests are served all the same. */
  public static Health degraded(String name, String detail) {
    return new Health(name, State.DEGRADED, detail);
  }

  /** Requests cannot be served. */
  public static Health down(String name, String detail) {
    return new Health(name, State.DOWN, detail);
  }
}
