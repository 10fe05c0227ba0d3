package io.warnserver.federation.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Socket;
import java.net.SocketException;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

class ConnectionsTest {

  @Test
  void connectionOfAClosedClient_isEndedAndNotGiven() throws Exception {
    Connections connections = new Connections(SSLContext.getDefault());
    connections.close();
    Socket connection = new Socket();

    assertThatThrownBy(() -> connections.createSocket(connection, "localhost", 443, true))
        .isInstanceOf(SocketException.class)
        .hasMessage("the client is closed");
    assertThat(connection.isClosed()).isTrue();
  }
}
