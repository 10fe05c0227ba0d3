package io.warnserver.deployed;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Starts the surroundings for tests that run in the container. JUnit reads the test's class there
 * once more, where there is nothing to be started.
 */
final class OutsideTheContainer implements BeforeAllCallback {

  /** Names what the build has made to those who deploy it. */
  static final String WAR = "warn.war";

  @Override
  public void beforeAll(ExtensionContext context) {
    if (System.getProperty(WAR) != null) {
      new MicroSurroundings().beforeAll(context);
    }
  }
}
