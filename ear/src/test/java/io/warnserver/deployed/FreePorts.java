package io.warnserver.deployed;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Ports that nobody listened on a moment ago, for what a Payara Server domain opens beside the
 * application.
 *
 * @param admin of the administrator's listener
 * @param others in the order of {@link #PROPERTIES}
 */
record FreePorts(int admin, List<Integer> others) {

  private static final List<String> PROPERTIES =
      List.of(
          "http.ssl.port",
          "orb.listener.port",
          "orb.ssl.port",
          "orb.mutualauth.port",
          "domain.jmxPort",
          "osgi.shell.telnet.port",
          "java.debugger.port",
          "jms.port");

  static FreePorts find() throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i <= PROPERTIES.size(); i++) {
        sockets.add(new ServerSocket(0));
      }
      List<Integer> ports = sockets.stream().map(ServerSocket::getLocalPort).toList();
      return new FreePorts(ports.get(0), ports.subList(1, ports.size()));
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
  }

  /** For {@code asadmin create-domain}. */
  String domainProperties() {
    return IntStream.range(0, PROPERTIES.size())
        .mapToObj(i -> PROPERTIES.get(i) + "=" + others.get(i))
        .collect(Collectors.joining(":"));
  }
}
