package io.warnserver.deployed;

import io.warnserver.local.servers.MicroOptions;
import io.warnserver.local.servers.PlayedClock;
import io.warnserver.local.servers.ServerFiles;
import io.warnserver.local.servers.Surroundings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Starts what is around the server before Arquillian starts the server, and tells it where that is.
 */
final class MicroSurroundings implements BeforeAllCallback {

  private static DeployedServer server;

  static DeployedServer server() {
    return server;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    Surroundings surroundings =
        Surroundings.startTemporary(PlayedClock.fromNoon(Clock.systemUTC()));
    context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(MicroSurroundings.class))
        .put("surroundings", surroundings);
    ServerFiles files = ServerFiles.ofThisBuild();
    List<String> options =
        new ArrayList<>(
            MicroOptions.write(
                files,
                surroundings.directory().folder("micro"),
                surroundings,
                Map.of(
                    "warn.distribution.schedule", "off",
                    "warn.federation.upload.schedule", "off",
                    "warn.federation.download.schedule", "off")));
    options.addAll(
        List.of(
            "--port", String.valueOf(surroundings.ports().application()), "--contextroot", "/"));
    System.setProperty("warn.test.micro.jar", files.payaraMicro().toString());
    System.setProperty("warn.test.micro.options", String.join(" ", options));
    server = new DeployedServer(surroundings);
  }
}
