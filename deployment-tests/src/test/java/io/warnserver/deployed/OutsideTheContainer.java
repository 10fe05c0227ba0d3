package io.warnserver.deployed;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Prepares for tests that run in the container, before Arquillian starts it. JUnit reads the test's
 * class there once more, where there is nothing to be prepared.
 */
abstract class OutsideTheContainer implements BeforeAllCallback {

  /** Names what the build has made to those who deploy it. */
  private static final String WAR = "warn.war";

  @Override
  public final void beforeAll(ExtensionContext context) {
    if (System.getProperty(WAR) != null) {
      prepare(context);
    }
  }

  abstract void prepare(ExtensionContext context);

  /** Starts the surroundings. */
  static final class OnPayaraMicro extends OutsideTheContainer {
    @Override
    void prepare(ExtensionContext context) {
      new MicroSurroundings().beforeAll(context);
    }
  }

  /** Names the container; it starts the surroundings itself. */
  static final class OnWildFly extends OutsideTheContainer {
    @Override
    void prepare(ExtensionContext context) {
      WildFlyContainer.choose();
    }
  }
}
