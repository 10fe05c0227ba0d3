package io.warnserver.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A server listens where it should, and nowhere else. */
interface SocketsContract {

  /** The state of a socket that listens, in the kernel's tables. */
  String LISTENS = "0A";

  /** 127.0.0.1, as IPv4, and within IPv6; the kernel writes each four bytes backwards. */
  Set<String> LOOPBACK = Set.of("0100007F", "0000000000000000FFFF00000100007F");

  /** The process under test. */
  ProcessHandle serverProcess();

  /** What it should listen on. */
  Set<Integer> expectedPorts();

  @Test
  default void serverProcess_listensOnItsPortsOfThisMachineOnly() throws IOException {
    Set<String> sockets = socketsOf(serverProcess());
    List<String[]> listening =
        Stream.of("tcp", "tcp6")
            .flatMap(table -> lines(serverProcess(), table))
            .map(line -> line.strip().split("\\s+"))
            .filter(row -> row.length > 9 && row[3].equals(LISTENS) && sockets.contains(row[9]))
            .toList();

    assertThat(listening.stream().map(SocketsContract::port).collect(Collectors.toSet()))
        .isEqualTo(expectedPorts());
    // The tests give every listener the loopback address; nothing else may have another.
    assertThat(listening)
        .allSatisfy(
            row -> assertThat(row[1].substring(0, row[1].indexOf(':'))).as(row[1]).isIn(LOOPBACK));
  }

  private static int port(String... row) {
    return Integer.parseInt(row[1].substring(row[1].indexOf(':') + 1), 16);
  }

  private static Stream<String> lines(ProcessHandle process, String table) {
    try {
      return Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "net", table))
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The numbers of the process's sockets. */
  private static Set<String> socketsOf(ProcessHandle process) throws IOException {
    Set<String> numbers = new HashSet<>();
    try (Stream<Path> open = Files.list(Path.of("/proc", String.valueOf(process.pid()), "fd"))) {
      for (Path file : open.toList()) {
        String target = target(file);
        if (target.startsWith("socket:[")) {
          numbers.add(target.substring(8, target.length() - 1));
        }
      }
    }
    return numbers;
  }

  private static String target(Path file) {
    try {
      return Files.readSymbolicLink(file).toString();
    } catch (IOException e) {
      // Closed meanwhile.
      return "";
    }
  }
}
