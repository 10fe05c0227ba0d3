package io.warnserver.local.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The command line options of Payara Micro for the application, with the files that they name. */
public final class MicroOptions {

  /** On a developer's machine the public listener is for this machine only. */
  private static final String LOOPBACK =
      "set configs.config.server-config.network-config.network-listeners.network-listener"
          + ".http-listener.address=127.0.0.1\n";

  private MicroOptions() {}

  /**
   * Writes {@code domain-config/payara-micro/} and the settings to a folder and names them.
   * Deployment and public port are the caller's.
   *
   * @param folder for the written files; relative file names are avoided
   * @param surroundings give the settings
   * @param more settings that go before those of the surroundings
   */
  public static List<String> write(
      ServerFiles files, Path folder, Surroundings surroundings, Map<String, String> more) {
    Properties settings = new Properties();
    // The database on a developer's machine has no certificate.
    settings.put("warn.database.ssl-mode", "disable");
    // The server has it from its command line and tells the application nothing of it.
    settings.put("warn.public.http-port", String.valueOf(surroundings.ports().application()));
    settings.putAll(surroundings.settings());
    settings.putAll(more);
    // Where the gateway may call, if it may.
    String federationListener =
        settings.containsKey("warn.federation.callback-port")
            ? ServerFiles.domainConfig("payara-micro/federation-listener.asadmin")
            : "";
    Path properties = folder.resolve("settings.properties");
    try {
      Files.createDirectories(folder);
      try (var out = Files.newBufferedWriter(properties)) {
        settings.store(out, "the application's settings");
      }
      return List.of(
          "--nocluster", "--disablephonehome",
          "--secretsdir", surroundings.secretsDirectory().toString(),
          "--systemproperties", properties.toString(),
          "--addlibs", files.databaseDriver().toString(),
          "--logproperties", copy(folder, "logging.properties", ""),
          "--prebootcommandfile", copy(folder, "pre-boot.asadmin", LOOPBACK),
          "--postbootcommandfile", copy(folder, "post-boot.asadmin", federationListener));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String copy(Path folder, String name, String more) throws IOException {
    String content = ServerFiles.domainConfig("payara-micro/" + name) + more;
    return Files.writeString(folder.resolve(name), content).toString();
  }
}
