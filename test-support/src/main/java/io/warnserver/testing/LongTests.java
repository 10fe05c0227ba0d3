package io.warnserver.testing;

/**
 * Whether tests take all the cases that they have, which takes minutes each. Every build takes a
 * few of each; {@code ./mvnw verify -Plong} takes all.
 */
public final class LongTests {

  private static final boolean ASKED_FOR = Boolean.getBoolean("warn.long-tests");

  private LongTests() {}

  /** Whether this run is to take all cases. */
  public static boolean askedFor() {
    return ASKED_FOR;
  }
}
