package io.warnserver.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.client.SubmissionRequest;
import io.warnserver.listeners.Listener;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * What an honest client sees while others mean harm: its answers within a second, and never 503.
 * Whoever implements this says which server.
 */
interface HostileClientsContract {

  /** How long each kind of harm is done at least. */
  Duration SIEGE = Duration.ofSeconds(6);

  /** A server that waits for readers has run out of threads by then, not before. */
  Duration UNTIL_BUFFERS_ARE_FULL = Duration.ofSeconds(40);

  /** 95 of 100 answers to honest clients come within. */
  Duration PROMPT = Duration.ofSeconds(1);

  /** On a machine that others keep busy: within that many times what they took without any harm. */
  int BUSY = 10;

  /** How many are looked at before. */
  int CALM = 10;

  /** Of that many answers in a row, one may take longer. */
  int ROW = 20;

  /**
   * When such a row must have come. A machine that others keep busy for a while takes that long; a
   * server that clients hold up never gets there while they last.
   */
  Duration PATIENCE = Duration.ofMinutes(2);

  long PAUSE_MILLIS = 20;

  /** Whatever is sent, in a second. */
  int MOST_LOG_LINES = 10;

  String DESCRIPTION = "GET /version/v1/openapi.yaml HTTP/1.1\r\nHost: a\r\n\r\n";
  String NOTHING = "GET /version/v1/nothing HTTP/1.1\r\nHost: a\r\n\r\n";

  /** No servlet of ours is there. */
  String ELSEWHERE = "GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n";

  /** Payara's parser fails at the end of it. */
  String ABOVE = "GET /x/.. HTTP/1.1\r\nHost: a\r\n\r\n";

  /** The server under test. */
  DeployedServer server();

  /** All listeners of the server. */
  List<Door> doors() throws Exception;

  /** More than the server has threads. */
  default int clientsThatReadNothing() {
    return 80;
  }

  /** How many lines the server has logged. */
  int loggedLines();

  @Test
  default void requestsBehindASubmissionInOneWrite_holdUpNobody() throws Exception {
    byte[] bytes = (fake() + DESCRIPTION.repeat(1500)).getBytes(StandardCharsets.ISO_8859_1);
    for (Door door : publicDoors()) {
      besieged(
          "requests behind a submission, " + door,
          SIEGE,
          () -> HostileClients.pipelining(door, 8, bytes));
    }
  }

  @Test
  default void requestsOfClientsThatDoNotWaitForAnswers_leaveFewLinesInTheLog() throws Exception {
    for (String request : List.of(DESCRIPTION, NOTHING, ELSEWHERE, ABOVE, fake())) {
      byte[] bytes = request.repeat(1500).getBytes(StandardCharsets.ISO_8859_1);
      for (Door door : publicDoors()) {
        int before = loggedLines();
        long began = System.nanoTime();
        for (int i = 0; i < 4; i++) {
          // The connection is gone before the first answer.
          HostileClients.neverReading(List.of(door), 1, List.of(bytes)).close();
        }
        Honest honest = new Honest(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < 5; i++) {
          oneOfEach(honest);
        }
        assertThat(loggedLines() - before)
            .isLessThanOrEqualTo(MOST_LOG_LINES * secondsSince(began));
      }
    }
  }

  @Test
  default void clientsThatReadNoAnswers_holdUpNobody() throws Exception {
    byte[] pages = DESCRIPTION.repeat(1500).getBytes(StandardCharsets.ISO_8859_1);
    byte[] fakes = fake().repeat(90).getBytes(StandardCharsets.ISO_8859_1);
    byte[] behindTheLast =
        (fake().replace("Host: a", "Host: a\r\nConnection: close") + DESCRIPTION.repeat(1500))
            .getBytes(StandardCharsets.ISO_8859_1);
    besieged(
        "clients that read nothing",
        UNTIL_BUFFERS_ARE_FULL,
        () ->
            HostileClients.neverReading(
                publicDoors(), clientsThatReadNothing(), List.of(pages, fakes, behindTheLast)));
  }

  @Test
  default void bodiesThatStopInTheMiddle_holdUpNobody() throws Exception {
    byte[] soon = (head(2048) + "\0").getBytes(StandardCharsets.ISO_8859_1);
    byte[] late = (head(102_400) + "\0".repeat(65_537)).getBytes(StandardCharsets.ISO_8859_1);
    // Hundreds of TLS handshakes at once are another matter, which is the front's.
    Door door = publicDoors().stream().filter(one -> one.tls().isEmpty()).findAny().orElseThrow();
    besieged("bodies that stop soon", SIEGE, () -> HostileClients.stopping(door, 1000, soon));
    besieged("bodies that stop late", SIEGE, () -> HostileClients.stopping(door, 512, late));
  }

  private List<Door> publicDoors() throws Exception {
    return doors().stream().filter(door -> door.kind() == Listener.PUBLIC).toList();
  }

  private void besieged(String what, Duration siegeLasts, Callable<HostileClients> start)
      throws Exception {
    int before = loggedLines();
    long began = System.nanoTime();
    Honest calm = new Honest(new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < CALM; i++) {
      oneOfEach(calm);
    }
    Duration prompt = calm.longest().multipliedBy(BUSY);
    Duration bound = prompt.compareTo(PROMPT) > 0 ? prompt : PROMPT;
    Honest honest = new Honest(new ArrayList<>(), new ArrayList<>());
    long siege = System.nanoTime();
    try (HostileClients clients = start.call()) {
      assertThat(clients).isNotNull();
      while (isWithin(siegeLasts, siege)
          || (isWithin(PATIENCE, siege) && !honest.areWithin(bound))) {
        oneOfEach(honest);
      }
    }
    int lines = loggedLines() - before;
    System.out.printf(
        "%s: %s: %s; %d lines in the log%n", getClass().getSimpleName(), what, honest, lines);
    assertThat(honest.areWithin(bound)).as("%s; before: %s", honest, calm).isTrue();
    assertThat(lines).isLessThanOrEqualTo(MOST_LOG_LINES * secondsSince(began));
  }

  /** How long each answer took. */
  record Honest(List<Duration> submissions, List<Duration> liveness) {

    /** The last of them, but for one. */
    boolean areWithin(Duration bound) {
      return areWithin(bound, submissions) && areWithin(bound, liveness);
    }

    private static boolean areWithin(Duration bound, List<Duration> times) {
      return times.size() >= ROW
          && times.subList(times.size() - ROW, times.size()).stream()
                  .filter(time -> time.compareTo(bound) > 0)
                  .count()
              <= 1;
    }

    Duration longest() {
      return Collections.max(submissions);
    }

    @Override
    public String toString() {
      return "%d submissions, half of them within %d ms, all within %d; liveness %d and %d"
          .formatted(
              submissions.size(),
              half(submissions),
              all(submissions),
              half(liveness),
              all(liveness));
    }

    private static long half(List<Duration> times) {
      return times.stream().sorted().toList().get(times.size() / 2).toMillis();
    }

    private static long all(List<Duration> times) {
      return Collections.max(times).toMillis();
    }
  }

  /** A submission, real and fake in turn, and liveness; both succeed. */
  private void oneOfEach(Honest honest) throws Exception {
    SubmissionRequest request =
        honest.submissions().size() % 2 == 0
            ? server().real()
            : SubmissionRequest.fake(MainJobContract.RANDOM);
    long sent = System.nanoTime();
    assertThat(server().submit(request)).isEqualTo(200);
    honest.submissions().add(Duration.ofNanos(System.nanoTime() - sent));
    sent = System.nanoTime();
    HttpResponse<String> live = server().send(server().toOperationsWithoutLogin("health/live"));
    assertThat(live.statusCode()).isEqualTo(200);
    honest.liveness().add(Duration.ofNanos(System.nanoTime() - sent));
    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
  }

  private static boolean isWithin(Duration span, long began) {
    return System.nanoTime() - began < span.toNanos();
  }

  private static int secondsSince(long nanos) {
    return 1 + (int) TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - nanos);
  }

  /** A fake submission of 503 bytes, all of which are padding. */
  private static String fake() {
    return head(503) + "\u0012\u00f4\u0003" + "\0".repeat(500);
  }

  private static String head(int length) {
    return String.join(
        "\r\n",
        "POST /version/v1/diagnosis-keys HTTP/1.1",
        "Host: a",
        "Content-Type: application/x-protobuf",
        "cwa-fake: 1",
        "Content-Length: " + length,
        "",
        "");
  }
}
