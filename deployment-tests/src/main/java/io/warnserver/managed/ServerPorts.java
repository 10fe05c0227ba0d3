package io.warnserver.managed;

import io.warnserver.local.servers.Ports;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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

  private static final Pattern PORT = Pattern.compile("\\b\\d{4,5}\\b");

  static ServerPorts free() {
    List<Integer> ports = Ports.free(13);
    return new ServerPorts(
        ports.get(0),
        ports.get(1),
        ports.get(2),
        ports.get(3),
        ports.get(4),
        ports.subList(5, ports.size()));
  }

  /** A text with the other ports in place of these. */
  String exchangedIn(String text, ServerPorts other) {
    return PORT.matcher(text)
        .replaceAll(
            number -> {
              int place = all().indexOf(Integer.valueOf(number.group()));
              return place < 0 ? number.group() : other.all().get(place).toString();
            });
  }

  private List<Integer> all() {
    return Stream.concat(
            Stream.of(plain, publicTls, operations, callback, administration), others.stream())
        .toList();
  }
}
