package io.warnserver.managed;

import java.nio.file.Path;

/**
 * What an operator has before anything is set up.
 *
 * @param home where the server's distribution was unpacked
 * @param domainConfig the folder with a folder of scripts for each server
 * @param ear the application
 */
public record ServerInstallation(Path home, Path domainConfig, Path ear) {

  /** Absolute paths: commands run in folders of their own. */
  public ServerInstallation {
    home = home.toAbsolutePath().normalize();
    domainConfig = domainConfig.toAbsolutePath().normalize();
    ear = ear.toAbsolutePath().normalize();
  }
}
