package io.warnserver.managed;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * Ports that nobody listened on a moment ago, for one server.
 *
 * @param plain for a proxy on the same machine
 * @param publicTls for the apps
 * @param operations for operators
 * @param callback for the federation gateway
 * @param administration the server's own
 * @param others what else a server opens
 */
public record ServerPorts(
    int plain,
    int publicTls,
    int operations,
    int callback,
    int administration,
    List<Integer> others) {

  private static final int COUNT = 13;

  static ServerPorts free() throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < COUNT; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      List<Integer> ports = sockets.stream().map(ServerSocket::getLocalPort).toList();
      return new ServerPorts(
          ports.get(0),
          ports.get(1),
          ports.get(2),
          ports.get(3),
          ports.get(4),
          ports.subList(5, COUNT));
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
  }
}
