package io.warnserver.managed;

import io.warnserver.local.servers.Secrets;
import io.warnserver.local.servers.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;

/**
 * What an operator prepares for a server before its configure.sh: properties, secrets and TLS keys.
 *
 * @param installation what there was before
 * @param surroundings what is around the server
 * @param root for all files of one server
 * @param ports of the server
 * @param tls keys
 */
public record ServerFolder(
    ServerInstallation installation,
    Surroundings surroundings,
    Path root,
    ServerPorts ports,
    TlsFiles tls) {

  /**
   * Writes them.
   *
   * @param name of the instance
   * @param more settings
   */
  static ServerFolder write(
      ServerInstallation installation,
      Surroundings surroundings,
      String name,
      Map<String, String> more)
      throws IOException {
    Path root = surroundings.directory().folder(name);
    ServerFolder folder =
        new ServerFolder(
            installation,
            surroundings,
            root,
            ServerPorts.free(),
            new TlsFiles(root.resolve("tls"), surroundings.clock().instant()));
    Files.createDirectories(folder.secrets());
    try (Stream<Path> files = Files.list(surroundings.secretsDirectory())) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.secrets().resolve(file.getFileName()));
      }
    }
    folder.putSecret("warn.tls.password", TlsFiles.PASSWORD);
    folder.putSecret("warn.tls.truststore-password", TlsFiles.PASSWORD);
    folder.putSecret("warn.operations.password", Surroundings.operatorPassword());
    folder.putSecret("warn.monitoring.password", Secrets.password("monitoring"));
    Map<String, String> settings = new TreeMap<>(surroundings.settings());
    settings.remove("warn.operations.password-file");
    settings.remove("warn.monitoring.password-file");
    // Exchanged while the server runs, from the secrets directory: what is set here would hide it.
    settings.remove("warn.signing.keys");
    ServerPorts ports = folder.ports;
    settings.put("warn.instance", name);
    settings.put("warn.secrets-dir", folder.secrets().toString());
    settings.put("warn.database.ssl-mode", "disable");
    settings.put("warn.database.ssl-root-certificate", "/etc/warn/database-ca.pem");
    settings.put("warn.public.address", "127.0.0.1");
    settings.put("warn.public.port", String.valueOf(ports.publicTls()));
    settings.put("warn.public.http-port", String.valueOf(ports.plain()));
    settings.put("warn.operations.address", "127.0.0.1");
    settings.put("warn.operations.port", String.valueOf(ports.operations()));
    settings.putAll(surroundings.federation().settings());
    settings.put("warn.federation.upload.schedule", "off");
    settings.put("warn.federation.download.schedule", "off");
    settings.put("warn.federation.callback.address", "127.0.0.1");
    settings.put("warn.federation.callback.certificates", folder.tls.callerFingerprint());
    // Blanks, commas and equals signs must come through.
    settings.put("warn.federation.callback.subjects", "CN=Nobody, O=Of this test; CN=other,C=EU");
    settings.put("warn.federation.callback-port", String.valueOf(ports.callback()));
    settings.put("warn.tls.keystore", folder.tls.serverKey().toString());
    settings.put("warn.tls.alias", TlsFiles.ALIAS);
    settings.put("warn.tls.truststore", folder.tls.trustedCallers().toString());
    settings.put("warn.distribution.schedule", "off");
    settings.putAll(more);
    Files.write(
        folder.properties(),
        settings.entrySet().stream().map(one -> one.getKey() + "=" + one.getValue()).toList());
    return folder;
  }

  /**
   * That of another instance, with ports of its own and the same keys and secrets.
   *
   * @param settings in place of this one's
   */
  ServerFolder another(String name, Map<String, String> settings) throws IOException {
    ServerFolder another =
        new ServerFolder(
            installation,
            surroundings,
            surroundings.directory().folder(name),
            ServerPorts.free(),
            tls);
    Files.createDirectories(another.root);
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(properties())) {
      if (!settings.containsKey(line.substring(0, line.indexOf('=')))) {
        lines.add(ports.exchangedIn(line, another.ports));
      }
    }
    settings.forEach((setting, value) -> lines.add(setting + "=" + value));
    Files.write(another.properties(), lines);
    return another;
  }

  /** Copies a folder, without files and folders of these names. */
  static void copy(Path from, Path to, Set<String> without) throws IOException {
    FileUtils.copyDirectory(from.toFile(), to.toFile(), file -> !without.contains(file.getName()));
  }

  /** The settings that are no secrets. */
  public Path properties() {
    return root.resolve("warn.properties");
  }

  /** One file a secret. */
  public Path secrets() {
    return root.resolve("secrets");
  }

  /** Writes one, over a former one. */
  public void putSecret(String name, String value) throws IOException {
    Files.writeString(secrets().resolve(name), value);
  }
}
