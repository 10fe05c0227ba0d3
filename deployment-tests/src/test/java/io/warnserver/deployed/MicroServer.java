package io.warnserver.deployed;

import io.warnserver.local.servers.ApplicationServer;
import io.warnserver.local.servers.ServerFiles;
import io.warnserver.local.servers.Surroundings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
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
    Map<String, String> all = new HashMap<>(settings);
    all.putIfAbsent("warn.distribution.schedule", "off");
    try {
      return new MicroServer(
          surroundings,
          ApplicationServer.start(
              ServerFiles.ofThisBuild(),
              surroundings,
              Path.of(System.getProperty("warn.war")),
              all,
              List.of(heap)),
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
