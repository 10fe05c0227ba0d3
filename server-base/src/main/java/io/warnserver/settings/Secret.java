package io.warnserver.settings;

/**
 * A password or the like. Printing it shows nothing; who needs the text must ask for it by name.
 *
 * @param reveal the text itself, for the one call that needs it; not empty
 */
public record Secret(String reveal) {

  /** How every password of the development environment begins. */
  public static final String DEVELOPMENT_PREFIX = "development-";

  /**
   * @throws IllegalArgumentException for an empty text
   */
  public Secret {
    if (reveal.isEmpty()) {
      throw new IllegalArgumentException("a secret must not be empty");
    }
  }

  /** The text as characters, for key stores. */
  public char[] revealChars() {
    return reveal.toCharArray();
  }

  /**
   * Whether this is one of the known passwords of the development environment, which production
   * refuses.
   */
  public boolean isForDevelopment() {
    return reveal.startsWith(DEVELOPMENT_PREFIX);
  }

  @Override
  public String toString() {
    return "********";
  }
}
