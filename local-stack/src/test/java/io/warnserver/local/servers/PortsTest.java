package io.warnserver.local.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {

  @Test
  void freePorts_areDifferentAndNotTaken() {
    Ports ports = Ports.free();

    assertThat(ports.uses()).extracting(Ports.Use::port).doesNotHaveDuplicates();
    assertThatCode(ports::requireFree).doesNotThrowAnyException();
  }

  /** A client could get a higher one before it is used. */
  @Test
  void freePorts_areNoneThatClientsGet() {
    assertThat(Ports.free(100))
        .hasSize(100)
        .doesNotHaveDuplicates()
        .allMatch(port -> port < 32_768);
  }

  @Test
  void takenApplicationPort_isOneLineWithItsSetting() throws IOException {
    Ports free = Ports.free();
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Ports ports =
          new Ports(
              other.getLocalPort(),
              free.operations(),
              free.store(),
              free.database(),
              free.verification(),
              free.gateway());

      assertThatThrownBy(ports::requireFree)
          .isInstanceOf(StartFailedException.class)
          .hasMessage(
              "port "
                  + other.getLocalPort()
                  + " (application) is taken: choose another with -Dlocal.port=...");
    }
  }

  @Test
  void portTakenOnAllAddresses_namesBothSettings() throws IOException {
    Ports free = Ports.free();
    try (ServerSocket other = new ServerSocket(0)) {
      Ports ports =
          new Ports(
              free.application(),
              free.operations(),
              free.store(),
              other.getLocalPort(),
              free.verification(),
              free.gateway());

      assertThatThrownBy(ports::requireFree)
          .hasMessageContaining("(database) is taken")
          .hasMessageContaining("-Dlocal.database.port=...")
          .hasMessageContaining("-Dlocal.port=...");
    }
  }
}
