package io.warnserver.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
    try (OpenLoop phones = new OpenLoop(thread, address, 4)) {
      LoadResult result = phones.run(200, Duration.ofMillis(500), this::requests, LIMIT);

      assertThat(result.requests()).isEqualTo(100);
      assertThat(result.failures()).isZero();
      assertThat(result.statuses()).containsExactly(Map.entry(200, 100));
    }
  }

  @Test
  void slowAnswers_countFromWhenTheRequestWasDue_andDoNotSlowTheArrivals() throws Exception {
    server.delay(Duration.ofMillis(50));
    try (OpenLoop phones = new OpenLoop(thread, address, 1)) {
      LoadResult result = phones.run(100, Duration.ofMillis(200), this::requests, LIMIT);

      // 20 requests, due within 0.2 s, one after the other on one connection: the last waits.
      assertThat(result.failures()).isZero();
      assertThat(result.times().millis(0)).isGreaterThanOrEqualTo(50);
      assertThat(result.times().millis(100)).isGreaterThan(700);
    }
  }

  @Test
  void answersAfterTheLimit_haveFailed() throws Exception {
    server.delay(Duration.ofSeconds(30));
    try (OpenLoop phones = new OpenLoop(thread, address, 4)) {
      LoadResult result =
          phones.run(100, Duration.ofMillis(50), this::requests, Duration.ofMillis(100));

      assertThat(result.failures()).isEqualTo(5);
      assertThat(result.statuses()).isEmpty();
    }
  }

  @Test
  void serverThatIsDown_failsEach_andAnswersWhenItIsUpAgain() throws Exception {
    try (OpenLoop phones = new OpenLoop(thread, address, 4)) {
      server.goDown();
      LoadResult down = phones.run(100, Duration.ofMillis(100), this::requests, LIMIT);
      server.comeUp();
      LoadResult up = phones.run(100, Duration.ofMillis(100), this::requests, LIMIT);

      assertThat(down.failureRate()).isEqualTo(1);
      assertThat(up.failures()).isZero();
    }
  }

  @Test
  void closedLoop_countsWhatIsAnswered() {
    ClosedLoop.Reached reached =
        ClosedLoop.run(thread, address, 3, Duration.ofMillis(200), 200, this::requests);

    assertThat(reached.answers()).isPositive();
    assertThat(reached.others()).isZero();
    assertThat(reached.perSecond()).isPositive();
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

  private byte[] requests() {
    return RequestTemplate.empty("a", "/").next(new SplittableRandom(1));
  }
}
