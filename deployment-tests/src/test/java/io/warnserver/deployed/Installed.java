package io.warnserver.deployed;

import io.warnserver.managed.ServerInstallation;
import java.nio.file.Path;

/** Where the build has put the servers. */
final class Installed {

  private Installed() {}

  static ServerInstallation payara() {
    return at("warn.payara");
  }

  static ServerInstallation wildFly() {
    return at("warn.wildfly");
  }

  private static ServerInstallation at(String home) {
    return new ServerInstallation(
        Path.of(System.getProperty(home)),
        Path.of(System.getProperty("warn.domain-config")),
        Path.of(System.getProperty("warn.ear")));
  }
}
