package io.warnserver.deployed;

import io.warnserver.local.servers.ServerFiles;
import io.warnserver.local.servers.Surroundings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Payara Server with a domain of its own, set up by the commands that operators use. */
final class PayaraServer implements AutoCloseable {

  private static final String DOMAIN = "warn";
  private static final long COMMAND_MINUTES = 4;

  private final Path asadmin;
  private final Path folder;
  private final int adminPort;

  private PayaraServer(Path asadmin, Path folder, int adminPort) {
    this.asadmin = asadmin;
    this.folder = folder;
    this.adminPort = adminPort;
  }

  /** Makes the domain, starts it, gives it its resources and deploys the EAR. */
  static PayaraServer start(Path payara, Path ear, Surroundings surroundings, FreePorts ports)
      throws IOException, InterruptedException {
    Path asadmin = payara.resolve("bin/asadmin");
    PayaraServer server =
        new PayaraServer(asadmin, surroundings.directory().folder("payara-server"), ports.admin());
    if (!asadmin.toFile().setExecutable(true)) {
      throw new IOException(asadmin + " cannot be made executable");
    }
    server.run(
        "create-domain",
        "--nopassword",
        "--domaindir",
        server.folder.toString(),
        "--adminport",
        String.valueOf(ports.admin()),
        "--instanceport",
        String.valueOf(surroundings.ports().application()),
        "--domainproperties",
        ports.domainProperties(),
        DOMAIN);
    Files.copy(
        ServerFiles.ofThisBuild().databaseDriver(),
        server.folder.resolve(DOMAIN).resolve("lib/postgresql.jar"),
        StandardCopyOption.REPLACE_EXISTING);
    try {
      server.run("start-domain", "--domaindir", server.folder.toString(), DOMAIN);
      server.run("multimode", "--file", server.commands(ear, surroundings).toString());
      return server;
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  private Path commands(Path ear, Surroundings surroundings) throws IOException {
    List<String> commands = new ArrayList<>();
    commands.add(
        "set configs.config.server-config.hazelcast-config-specific-configuration.enabled=false");
    commands.add("set-config-dir --directory " + surroundings.secretsDirectory());
    for (Map.Entry<String, String> setting : surroundings.settings().entrySet()) {
      commands.add(
          "create-system-properties "
              + setting.getKey()
              + "="
              + setting.getValue().replace(":", "\\\\:"));
    }
    commands.add("create-system-properties warn.distribution.schedule=off");
    commands.add(ServerFiles.domainConfig("payara-server/resources.asadmin"));
    commands.add(
        "create-file-user --passwordfile "
            + surroundings.settings().get("warn.operations.password-file")
            + " --groups operator operator");
    commands.add("deploy --name warn-server " + ear);
    return Files.writeString(
        folder.resolve("commands.asadmin"), String.join("\n", commands) + "\n");
  }

  private void run(String... command) throws IOException, InterruptedException {
    List<String> line =
        new ArrayList<>(List.of(asadmin.toString(), "--port", String.valueOf(adminPort)));
    line.addAll(List.of(command));
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().put("AS_JAVA", System.getProperty("java.home"));
    Process process = builder.start();
    process.getOutputStream().close();
    String output;
    try (InputStream in = process.getInputStream()) {
      output = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    if (!process.waitFor(COMMAND_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IOException("asadmin " + command[0] + " did not end");
    }
    if (process.exitValue() != 0
        || output.contains("Command multimode failed")
        || output.matches("(?s).*Command \\S+ failed.*")) {
      throw new IOException("asadmin " + command[0] + " failed:\n" + output);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      run("stop-domain", "--force=true", "--kill=true", "--domaindir", folder.toString(), DOMAIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
