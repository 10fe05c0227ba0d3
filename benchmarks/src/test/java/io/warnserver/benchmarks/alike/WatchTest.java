package io.warnserver.benchmarks.alike;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.benchmarks.load.LoadThread;
import io.warnserver.benchmarks.load.QuickVerification;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Watches a server that treats all alike. */
class WatchTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-15T12:00:00Z"), ZoneOffset.UTC);

  @ParameterizedTest
  @EnumSource(names = {"IDLE", "OVERSIZED"})
  void severalConnections_seeAsManyRealOnesAsFakes(State state) throws Exception {
    try (QuickVerification server = QuickVerification.start();
        LoadThread thread = LoadThread.start("watch")) {
      Sample sample = watch(server, thread, state, 4, 200);

      assertThat(sample.real()).hasSizeGreaterThanOrEqualTo(200);
      assertThat(sample.fake()).hasSameSizeAs(sample.real());
      assertThat(sample.real()).allMatch(seen -> seen.status() == 200 && !seen.closed());
      assertThat(sample.real().get(0).headers()).containsExactly("content-length: 0");
    }
  }

  @Test
  void oneConnection_isUsedAgain() throws Exception {
    try (QuickVerification server = QuickVerification.start();
        LoadThread thread = LoadThread.start("watch")) {
      Sample sample = watch(server, thread, State.IDLE, 1, 20);

      assertThat(sample.real().get(10).place()).isGreaterThanOrEqualTo(20);
    }
  }

  private static Sample watch(
      QuickVerification server, LoadThread thread, State state, int connections, int pairs)
      throws InterruptedException {
    return Watch.run(
        thread,
        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.address().getPort()),
        new RequestPairs(state, "a:1", CLOCK),
        connections,
        Duration.ofSeconds(60),
        sample -> sample.pairs() >= pairs);
  }
}
