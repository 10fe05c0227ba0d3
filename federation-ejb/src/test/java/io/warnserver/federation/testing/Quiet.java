package io.warnserver.federation.testing;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps the logs of what is tested out of the tests' output. */
public final class Quiet {

  /** Held for good, so that their levels stay. */
  private static final List<Logger> TALKATIVE =
      List.of(Logger.getLogger("io.warnserver.federation"));

  private Quiet() {}

  /** From now on. */
  public static void please() {
    TALKATIVE.forEach(logger -> logger.setLevel(Level.OFF));
  }
}
