package io.warnserver.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.benchmarks.meters.BenchmarkFailedException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The load generator against the quick verification server, which answers 200 to what is no
 * question.
 */
class LoadTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final QuickVerification server = QuickVerification.start();
  private final LoadThread thread = LoadThread.start("load");
  private final InetSocketAddress address =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), server.address().getPort());

  @AfterEach
  void close() {
    thread.close();
    server.close();
  }

  @Test
  void arrivalsOnASchedule_areAllAnswered() throws Exception {
    try (OpenLoop phones = phones(4, LIMIT)) {
      LoadResult result = phones.run(200, Duration.ofMillis(500));

      assertThat(result.requests()).isEqualTo(100);
      assertThat(result.failures()).isZero();
      assertThat(result.statuses()).containsExactly(Map.entry(200, 100));
      assertThat(result.figures())
          .containsEntry("perSecond", 200.0)
          .containsEntry("requests", 100)
          .containsEntry("failures", 0)
          .containsEntry("statuses", Map.of(200, 100))
          .containsKeys("p50Millis", "p90Millis", "p99Millis", "p999Millis", "maxMillis")
          .containsKey("generatorLagP99Millis");
    }
  }

  @Test
  void slowAnswers_countFromWhenTheRequestWasDue_andDoNotSlowTheArrivals() throws Exception {
    server.delay(Duration.ofMillis(50));
    try (OpenLoop phones = phones(1, LIMIT)) {
      LoadResult result = phones.run(100, Duration.ofMillis(200));

      // 20 requests, due within 0.2 s, one after the other on one connection: the last waits.
      assertThat(result.failures()).isZero();
      assertThat(result.times().millis(0)).isGreaterThanOrEqualTo(50);
      assertThat(result.times().millis(100)).isGreaterThan(700);
    }
  }

  @Test
  void answersAfterTheLimit_haveFailed() throws Exception {
    server.delay(Duration.ofSeconds(30));
    try (OpenLoop phones = phones(4, Duration.ofMillis(100))) {
      LoadResult result = phones.run(100, Duration.ofMillis(50));

      assertThat(result.failures()).isEqualTo(5);
      assertThat(result.statuses()).isEmpty();
    }
  }

  @Test
  void serverThatIsDown_failsEach_andAnswersWhenItIsUpAgain() throws Exception {
    try (OpenLoop phones = phones(4, LIMIT)) {
      server.goDown();
      LoadResult down = phones.run(100, Duration.ofMillis(100));
      server.comeUp();
      LoadResult up = phones.run(100, Duration.ofMillis(100));

      assertThat(down.failureRate()).isEqualTo(1);
      assertThat(up.failures()).isZero();
    }
  }

  @Test
  void closedLoop_countsWhatIsAnswered() {
    assertThat(ClosedLoop.repeat(thread, address, 3, Duration.ofMillis(200), request()))
        .isPositive();
  }

  @Test
  void closedLoop_failsWhereAnAnswerIsNot200() {
    byte[] question =
        "POST / HTTP/1.1\r\ncontent-length: 9\r\n\r\n{\"tan\":\"x"
            .getBytes(StandardCharsets.US_ASCII);

    assertThatThrownBy(() -> ClosedLoop.repeat(thread, address, 1, Duration.ofMillis(50), question))
        .isInstanceOf(BenchmarkFailedException.class);
  }

  @Test
  void question_isAnsweredYesForTansOfTheBenchmarksOnly() throws Exception {
    String own = String.valueOf(QuickVerification.tan(new SplittableRandom(1)));

    assertThat(own).matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    assertThat(ask(own)).isEqualTo(200);
    assertThat(ask(String.valueOf(UUID.randomUUID()))).isEqualTo(404);
    assertThat(ask(own)).isEqualTo(200);
  }

  private int ask(String tan) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(server.address())
                .POST(HttpRequest.BodyPublishers.ofString("{\"tan\":\"" + tan + "\"}"))
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private OpenLoop phones(int connections, Duration limit) {
    return new OpenLoop(thread, address, connections, LoadTest::request, limit);
  }

  private static byte[] request() {
    return RequestTemplate.empty("a", "/");
  }
}
