package io.warnserver.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.local.servers.ApplicationServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Payara Micro writes its access log when it ends. */
class NothingPersonalOnPayaraMicroIT extends NothingPersonal {

  private static final String FOLDER = "application-server";

  @Override
  String provokeAll(Set<String> marks) throws Exception {
    Path accessLogs =
        Files.createDirectories(surroundings.directory().folder(FOLDER).resolve("access"));
    try (ApplicationServer micro =
        Installed.micro(
            surroundings,
            BODY_TIMEOUT,
            List.of("-Xmx512m"),
            List.of("--accesslog", accessLogs.toString()))) {
      String told =
          provoke(
              new DeployedServer(surroundings),
              micro.process().pid(),
              FOLDER,
              "logs/application-server.log",
              marks);
      assertThat(micro.process().isAlive()).isTrue();
      return told;
    }
  }

  @Override
  void assertAllIsThere(Map<String, String> written) {
    assertThat(written.keySet()).anyMatch(name -> name.startsWith(FOLDER + "/access"));
  }
}
