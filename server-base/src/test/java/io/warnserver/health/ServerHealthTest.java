package io.warnserver.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ServerHealthTest {

  private final AtomicLong nanos = new AtomicLong();
  private final ServerHealth health = new ServerHealth(nanos::get);

  @Test
  void beforeTheFirstRound_nothingIsKnown() {
    health.register("a", () -> Health.up("a", ""));
    assertThat(health.results()).isEmpty();
    assertThat(health.state()).isEqualTo(Health.State.DOWN);
  }

  @Test
  void state_isTheWorstOfAll() {
    health.register("a", () -> Health.up("a", ""));
    health.refresh();
    assertThat(health.state()).isEqualTo(Health.State.UP);
    health.register("b", () -> Health.degraded("b", "slow"));
    health.refresh();
    assertThat(health.state()).isEqualTo(Health.State.DEGRADED);
    health.register("c", () -> Health.down("c", "gone"));
    health.refresh();
    assertThat(health.state()).isEqualTo(Health.State.DOWN);
    assertThat(health.results()).extracting(Health::name).containsExactly("a", "b", "c");
  }

  @Test
  void checkThatThrows_isDegradedAndKeepsNoOtherFromRunning() {
    health.register(
        "a",
        () -> {
          throw new IllegalStateException("secret");
        });
    health.register("b", () -> Health.up("b", ""));
    health.refresh();
    assertThat(health.results())
        .containsExactly(
            Health.degraded("a", "the check failed: IllegalStateException"), Health.up("b", ""));
  }

  @Test
  void trialThatThrows_isDownUntilItDoesNot() {
    AtomicBoolean broken = new AtomicBoolean(true);
    health.require(
        "a",
        () -> {
          if (broken.get()) {
            throw new IllegalStateException("secret");
          }
        });

    health.refresh();
    assertThat(health.results())
        .containsExactly(Health.down("a", "the trial failed: IllegalStateException"));

    broken.set(false);
    health.refresh();
    assertThat(health.results()).containsExactly(Health.up("a", ""));
  }

  @Test
  void roundWhileAnotherIsUnderWay_doesNothing() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    AtomicInteger runs = new AtomicInteger();
    health.register(
        "a",
        () -> {
          runs.incrementAndGet();
          begun.countDown();
          return Health.up("a", String.valueOf(isOpened(end)));
        });
    CompletableFuture<Void> first = CompletableFuture.runAsync(health::refresh);
    assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();
    health.refresh();
    end.countDown();
    first.get(1, TimeUnit.MINUTES);
    assertThat(runs).hasValue(1);
    assertThat(health.results()).containsExactly(Health.up("a", "true"));
  }

  @Test
  void checkThatHangs_countsAsItsModuleSaysAndHoldsUpNoOther() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    AtomicInteger others = new AtomicInteger();
    AtomicBoolean hangs = new AtomicBoolean();
    health.require(
        "a",
        () -> {
          if (hangs.get()) {
            begun.countDown();
            assertThat(isOpened(end)).isTrue();
          }
        });
    health.register("b", () -> Health.up("b", String.valueOf(others.incrementAndGet())));
    health.refresh();
    hangs.set(true);
    CompletableFuture<Void> hanging = CompletableFuture.runAsync(health::refresh);
    assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();

    nanos.set(Duration.ofSeconds(40).toNanos());
    health.refresh();
    assertThat(health.results()).containsExactly(Health.up("a", ""), Health.up("b", "2"));
    nanos.incrementAndGet();
    assertThat(health.results())
        .containsExactly(Health.down("a", "the check gives no result"), Health.up("b", "2"));
    assertThat(health.state()).isEqualTo(Health.State.DOWN);

    end.countDown();
    hanging.get(1, TimeUnit.MINUTES);
    assertThat(health.results()).containsExactly(Health.up("a", ""), Health.up("b", "3"));
  }

  @Test
  void checkThatHangs_isDegradedWhereNothingElseIsSaid() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    health.register(
        "a",
        () -> {
          begun.countDown();
          return Health.up("a", String.valueOf(isOpened(end)));
        });
    CompletableFuture<Void> hanging = CompletableFuture.runAsync(health::refresh);
    assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();
    nanos.set(Duration.ofSeconds(41).toNanos());

    assertThat(health.results()).containsExactly(Health.degraded("a", "the check gives no result"));

    health.forget("a");
    end.countDown();
    hanging.get(1, TimeUnit.MINUTES);
    assertThat(health.results()).isEmpty();
  }

  @Test
  void resultsThatNobodyRenews_areNotToldForEver() {
    health.require("a", () -> {});
    health.register("b", () -> Health.up("b", ""));
    health.refresh();

    nanos.set(Duration.ofSeconds(41).toNanos());

    assertThat(health.results())
        .containsExactly(
            Health.down("a", "the check gives no result"),
            Health.degraded("b", "the check gives no result"));

    health.refresh();

    assertThat(health.state()).isEqualTo(Health.State.UP);
  }

  private static boolean isOpened(CountDownLatch latch) {
    try {
      return latch.await(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void moduleThatStops_isToldOfNoMore() {
    health.register("a", () -> Health.down("a", ""));
    health.register("b", () -> Health.up("b", ""));
    health.refresh();
    health.forget("a");
    assertThat(health.results()).containsExactly(Health.up("b", ""));
    health.refresh();
    assertThat(health.state()).isEqualTo(Health.State.UP);
  }

  @Test
  void serverThatTakesConnections_isUp_otherwiseDegraded() throws IOException {
    ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    URI address = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/path");
    ReachableServer check = new ReachableServer("store", address, Duration.ofSeconds(2));
    assertThat(check.check()).isEqualTo(Health.up("store", ""));
    socket.close();
    assertThat(check.check())
        .isEqualTo(Health.degraded("store", "takes no connection: ConnectException"));
  }

  @Test
  void serverThatTakesConnectionsWithoutTls_isDegradedWhereItShouldHaveIt() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      URI address = URI.create("https://127.0.0.1:" + socket.getLocalPort());
      CompletableFuture<byte[]> sent = CompletableFuture.supplyAsync(() -> firstBytes(socket));

      Health health = new ReachableServer("store", address, Duration.ofSeconds(20)).check();

      assertThat(health.state()).isEqualTo(Health.State.DEGRADED);
      // TLS 1.3, "Record Protocol": a handshake, and nothing that is no TLS.
      assertThat(sent.get()).startsWith(0x16, 0x03);
    }
  }

  private static byte[] firstBytes(ServerSocket socket) {
    try (Socket connection = socket.accept()) {
      return connection.getInputStream().readNBytes(2);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
