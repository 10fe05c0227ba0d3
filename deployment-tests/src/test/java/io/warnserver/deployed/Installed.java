package io.warnserver.deployed;

import io.warnserver.local.servers.ApplicationServer;
import io.warnserver.local.servers.ServerFiles;
import io.warnserver.local.servers.Surroundings;
import io.warnserver.managed.ServerInstallation;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where the build has put the servers. */
final class Installed {

  private Installed() {}

  static ServerInstallation payara() {
    return at("warn.payara");
  }

  static ServerInstallation wildFly() {
    return at("warn.wildfly");
  }

  /**
   * Starts Payara Micro with the application, without a schedule unless the settings name one.
   *
   * @param settings besides those of the surroundings
   */
  static ApplicationServer micro(
      Surroundings surroundings, Map<String, String> settings, String... jvmOptions) {
    return micro(surroundings, settings, List.of(jvmOptions), List.of());
  }

  /** The same with options of Payara Micro. */
  static ApplicationServer micro(
      Surroundings surroundings,
      Map<String, String> settings,
      List<String> jvmOptions,
      List<String> serverOptions) {
    Map<String, String> all = new HashMap<>(settings);
    all.putIfAbsent("warn.distribution.schedule", "off");
    return ApplicationServer.start(
        ServerFiles.ofThisBuild(),
        surroundings,
        Path.of(System.getProperty("warn.war")),
        all,
        jvmOptions,
        serverOptions.toArray(String[]::new));
  }

  private static ServerInstallation at(String home) {
    return new ServerInstallation(
        Path.of(System.getProperty(home)),
        Path.of(System.getProperty("warn.domain-config")),
        Path.of(System.getProperty("warn.ear")));
  }
}
