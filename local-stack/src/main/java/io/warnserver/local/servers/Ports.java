package io.warnserver.local.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * The port of each part, all on the loopback address.
 *
 * @param application the public listener
 * @param operations the operator's listener
 * @param store the S3 endpoint
 * @param database PostgreSQL
 * @param verification the stand-in for the verification server
 * @param gateway the stand-in for the federation gateway
 */
public record Ports(
    int application, int operations, int store, int database, int verification, int gateway) {

  private static final int FIRST_FREE = 10_000;

  /** Linux gives clients ports from 32,768 on. */
  private static final int FREE = 22_000;

  /** More than a process takes before the next one has taken its own. */
  private static final int OF_A_PROCESS = 61;

  private static final AtomicInteger NEXT =
      new AtomicInteger((int) (ProcessHandle.current().pid() * OF_A_PROCESS % FREE));

  /** Ports that nobody uses now, for tests. */
  public static Ports free() {
    List<Integer> free = free(6);
    return new Ports(free.get(0), free.get(1), free.get(2), free.get(3), free.get(4), free.get(5));
  }

  /**
   * So many different ports that nobody uses now, and that hardly anybody gets by chance before
   * they are used: they are below those that Linux gives to clients by default, and other processes
   * begin elsewhere for the most part.
   */
  public static List<Integer> free(int count) {
    return IntStream.generate(() -> FIRST_FREE + Math.floorMod(NEXT.getAndIncrement(), FREE))
        .limit(FREE)
        .filter(Ports::isFree)
        .limit(count)
        .boxed()
        .toList();
  }

  /** Where apps submit. */
  public URI applicationAddress() {
    return URI.create("http://127.0.0.1:" + application);
  }

  /** What the operator's paths begin with. */
  public URI operationsAddress() {
    return URI.create("http://127.0.0.1:" + operations + "/operations");
  }

  /** The parts in the order of their default ports. */
  public List<Use> uses() {
    return List.of(
        new Use("application", "local.port", application),
        new Use("operations", "local.operations.port", operations),
        new Use("object store", "local.store.port", store),
        new Use("database", "local.database.port", database),
        new Use("verification", "local.verification.port", verification),
        new Use("federation gateway", "local.gateway.port", gateway));
  }

  /**
   * Looks whether every port can be had.
   *
   * @throws StartFailedException with one line that names the port and the setting, for the first
   *     that cannot
   */
  public void requireFree() {
    for (Use use : uses()) {
      if (!isFree(use.port())) {
        String more =
            use.setting().equals("local.port") ? "" : ", or move all with -Dlocal.port=...";
        throw new StartFailedException(
            String.format(
                Locale.ROOT,
                "port %d (%s) is taken: choose another with -D%s=...%s",
                use.port(),
                use.part(),
                use.setting(),
                more));
      }
    }
  }

  /**
   * One part's port.
   *
   * @param part in words
   * @param setting the system property that sets it
   * @param port 1 to 65535
   */
  public record Use(String part, String setting, int port) {}

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
