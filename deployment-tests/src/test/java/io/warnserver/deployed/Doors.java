package io.warnserver.deployed;

import io.warnserver.listeners.Listener;
import io.warnserver.local.servers.Surroundings;
import io.warnserver.managed.ManagedServer;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** The listeners of each server under test. */
final class Doors {

  private Doors() {}

  /** Payara Micro: two, without TLS. */
  static List<Door> of(Surroundings surroundings) {
    return List.of(
        plain(Listener.PUBLIC, surroundings.ports().application()),
        plain(Listener.OPERATIONS, surroundings.ports().operations()));
  }

  /** A server of the EAR. */
  static List<Door> of(ManagedServer server) throws Exception {
    var ports = server.folder().ports();
    SSLContext anybody = server.folder().tls().withoutCertificate();
    return List.of(
        tls(Listener.PUBLIC, ports.publicTls(), anybody),
        plain(Listener.PUBLIC, ports.plain()),
        tls(Listener.CALLBACK, ports.callback(), server.folder().tls().caller()),
        tls(Listener.OPERATIONS, ports.operations(), anybody));
  }

  private static Door plain(Listener kind, int port) {
    return new Door(kind, URI.create("http://127.0.0.1:" + port), Optional.empty());
  }

  private static Door tls(Listener kind, int port, SSLContext tls) {
    return new Door(kind, URI.create("https://127.0.0.1:" + port), Optional.of(tls));
  }
}
