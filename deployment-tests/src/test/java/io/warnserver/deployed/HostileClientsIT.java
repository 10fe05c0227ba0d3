package io.warnserver.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.local.servers.Surroundings;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that mean harm, against Payara Micro with a small heap; others must not feel them. */
class HostileClientsIT implements HostileClientsContract {

  private static final long BODY = 200_000_000;

  /** What the kernel and the server may hold of a body that nobody wants. */
  private static final long MOST_TAKEN = 20_000_000;

  private static final int AT_ONCE = 4;
  private static final double MOST_GROWTH_MIB = 100;

  private static final int WARM_UP = 10_000;

  private static MicroServer micro;
  private static DeployedServer server;

  @BeforeAll
  static void start() throws Exception {
    micro =
        MicroServer.start(
            Surroundings.startTemporary(Clock.systemUTC()),
            "-Xmx192m",
            // Random requests have wrong TANs; that they are bounded is another test's matter.
            Map.of("warn.submission.verification.max-wrong-per-second", "10000"));
    server = micro.server();
    for (int i = 0; i < 50; i++) {
      assertThat(server.submit(server.real())).isEqualTo(200);
    }
  }

  @AfterAll
  static void stop() {
    if (micro != null) {
      micro.close();
    }
  }

  @Override
  public DeployedServer server() {
    return server;
  }

  @Override
  public List<Door> doors() {
    return Doors.of(micro.surroundings());
  }

  /** Fewer were not felt here by a server that waited for each. */
  @Override
  public int clientsThatReadNothing() {
    return 300;
  }

  @Override
  public int loggedLines() {
    return micro.process().logged();
  }

  @AfterEach
  void serverStillWorks() throws Exception {
    assertThat(server.submit(server.real())).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void bodyOf200Megabytes_isCutOffAndMemoryStaysFlat(boolean chunked) throws Exception {
    ResidentMemory memory = new ResidentMemory(micro.process().process().pid());
    double before = memory.nowMiB();
    List<RawRequest> floods = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      floods.add(RawRequest.start(server.address(), String.valueOf(i % 2), chunked ? -1 : BODY));
    }
    List<Thread> senders = new ArrayList<>();
    for (RawRequest flood : floods) {
      Thread sender = new Thread(() -> flood.send(BODY, chunked), "flood");
      sender.start();
      senders.add(sender);
    }
    for (Thread sender : senders) {
      sender.join(Duration.ofMinutes(2).toMillis());
    }

    double growth = memory.peakMiB() - before;
    for (RawRequest flood : floods) {
      assertThat(flood.status()).as("413, or the connection was closed").isIn(413, 0);
      flood.close();
    }
    assertThat(growth).as("MiB more").isLessThan(MOST_GROWTH_MIB);
    for (RawRequest flood : floods) {
      assertThat(flood.sent()).as("bytes that were taken").isLessThan(MOST_TAKEN);
    }
  }

  /** How many is set with {@code -Dfuzz.requests=}; see DEVELOPMENT.md. */
  @Test
  void randomAndMutatedBodies_areNeverAnsweredWithAFailure() throws Exception {
    int requests = Integer.getInteger("fuzz.requests", 1_000);
    long seed = Long.getLong("fuzz.seed", System.nanoTime());
    // Until the server has all it needs for answers of every kind.
    assertThat(FuzzedRequests.send(server, ~seed, WARM_UP)).isNotEmpty();
    ResidentMemory memory = new ResidentMemory(micro.process().process().pid());
    double before = memory.nowMiB();

    Map<Integer, Integer> statuses = FuzzedRequests.send(server, seed, requests);

    assertThat(statuses.keySet()).as("seed %d: %s", seed, statuses).allMatch(s -> s < 500);
    assertThat(statuses).containsKeys(200, 400, 403, 413);
    assertThat(memory.nowMiB() - before).as("MiB more").isLessThan(MOST_GROWTH_MIB);
  }
}
