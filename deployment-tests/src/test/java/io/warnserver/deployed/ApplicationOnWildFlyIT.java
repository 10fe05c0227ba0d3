package io.warnserver.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.local.servers.Surroundings;
import io.warnserver.managed.ManagedServer;
import io.warnserver.managed.WildFlyServer;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The EAR on WildFly. */
class ApplicationOnWildFlyIT extends EarContract {

  @Override
  ManagedServer start(Surroundings around, String name, Map<String, String> settings)
      throws Exception {
    return WildFlyServer.start(Installed.wildFly(), around, name, settings);
  }

  @Override
  public Set<String> takenForWellFormed() {
    return BY_WILDFLY;
  }

  @Test
  void undertow_isOneThatReadsStrictly() throws Exception {
    assertThat(managed().logged("Undertow 2.3.23.Final starting")).isZero();
    for (String odd : List.of("Content-Length\r\n", "Host: other\r\n", "x: a\rb: c\r\n")) {
      try (Socket socket =
          new Socket(InetAddress.getLoopbackAddress(), managed().folder().ports().plain())) {
        socket.setSoTimeout(10_000);
        socket
            .getOutputStream()
            .write(
                ("GET /version/v1/openapi.yaml HTTP/1.1\r\nHost: localhost\r\n" + odd + "\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
        assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1))
            .as(odd)
            .isEqualTo("HTTP/1.1 400");
      }
    }
  }

  @Test
  void log_isBounded() throws Exception {
    assertThat(
            Files.readString(
                managed().folder().root().resolve("standalone/configuration/standalone-full.xml")))
        .contains("<rotate-size value=\"10m\"/>", "<max-backup-index value=\"10\"/>")
        .doesNotContain("<periodic-rotating-file-handler");
  }
}
