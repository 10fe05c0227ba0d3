package io.warnserver.deployed;

import io.warnserver.local.servers.ApplicationServer;
import io.warnserver.local.servers.Surroundings;
import java.util.Map;

/**
 * Payara Micro with the application.
 *
 * @param surroundings what is around it; ends with it
 * @param process its own
 * @param server as clients see it
 */
record MicroServer(Surroundings surroundings, ApplicationServer process, DeployedServer server)
    implements AutoCloseable {

  /**
   * Starts it, without a schedule.
   *
   * @param heap such as {@code -Xmx512m}
   * @param settings besides those of the surroundings
   */
  static MicroServer start(Surroundings surroundings, String heap, Map<String, String> settings) {
    try {
      return new MicroServer(
          surroundings,
          Installed.micro(surroundings, settings, heap),
          new DeployedServer(surroundings));
    } catch (RuntimeException e) {
      surroundings.close();
      throw e;
    }
  }

  @Override
  public void close() {
    process.close();
    surroundings.close();
  }
}
