package io.warnserver.settings;

import java.util.Objects;

/**
 * A password or the like. Printing it shows nothing; who needs the text must ask for it by name.
 */
public final class Secret {

  /** How every password of the development environment begins. */
  public static final String DEVELOPMENT_PREFIX = "development-";

  private final String text;

  /**
   * @param text not empty
   */
  public Secret(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("a secret must not be empty");
    }
    this.text = text;
  }

  /** The text itself, for the one call that needs it. */
  public String reveal() {
    return text;
  }

  /** The text as characters, for key stores. */
  public char[] revealChars() {
    return text.toCharArray();
  }

  /**
   * Whether this is one of the known passwords of the development environment, which production
   * refuses.
   */
  public boolean isForDevelopment() {
    return text.startsWith(DEVELOPMENT_PREFIX);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && secret.text.equals(text);
  }

  @Override
  public int hashCode() {
    return Objects.hash(text);
  }

  @Override
  public String toString() {
    return "********";
  }
}
