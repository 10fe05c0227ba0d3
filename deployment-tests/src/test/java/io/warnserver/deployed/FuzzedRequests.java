package io.warnserver.deployed;

import io.warnserver.client.RandomKeys;
import io.warnserver.client.Submission;
import io.warnserver.client.SubmissionRequest;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Requests of random bodies and of good ones that were changed somewhere, with TANs and headers
 * that are good or not.
 */
final class FuzzedRequests {

  private static final int MOST_RANDOM_BYTES = 3000;
  private static final int ABOVE_THE_LIMIT = 110_000;
  private static final int TOO_LARGE = 413;
  private static final int UNAVAILABLE = 503;
  private static final int MOST_TRIES = 10;
  private static final int CLIENTS = 200;

  private final DeployedServer server;
  private final SplittableRandom random;
  private final RandomKeys keys;

  private FuzzedRequests(DeployedServer server, SplittableRandom random) {
    this.server = server;
    this.random = random;
    this.keys = new RandomKeys(Clock.systemUTC(), random);
  }

  /**
   * Sends them from many clients at once, each of which waits for its answer: those of submissions
   * take a while.
   *
   * @param seed the same gives the same requests, but for the TANs that are good
   * @return how often each status came
   */
  static Map<Integer, Integer> send(DeployedServer server, long seed, int requests)
      throws InterruptedException, ExecutionException {
    SplittableRandom random = new SplittableRandom(seed);
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Future<Map<Integer, Integer>>> all = new ArrayList<>();
      for (int client = 0; client < CLIENTS; client++) {
        FuzzedRequests own = new FuzzedRequests(server, random.split());
        int share = requests / CLIENTS + (client < requests % CLIENTS ? 1 : 0);
        all.add(clients.submit(() -> own.send(share)));
      }
      Map<Integer, Integer> statuses = new TreeMap<>();
      for (Future<Map<Integer, Integer>> one : all) {
        one.get().forEach((status, count) -> statuses.merge(status, count, Integer::sum));
      }
      return statuses;
    } finally {
      clients.shutdownNow();
    }
  }

  private Map<Integer, Integer> send(int requests) throws IOException, InterruptedException {
    Map<Integer, Integer> statuses = new TreeMap<>();
    for (int i = 0; i < requests; i++) {
      byte[] body = body();
      statuses.merge(status(next(body), body), 1, Integer::sum);
    }
    return statuses;
  }

  /**
   * Of a body that is too large, the answer may be lost: the server closes while it still comes. A
   * server that was too slow for one request, as one on a busy machine is now and then, says 503;
   * the same request, sent again as an app does, must be answered.
   */
  private int status(HttpRequest.Builder request, byte[] body)
      throws IOException, InterruptedException {
    try {
      int status = UNAVAILABLE;
      for (int i = 0; i < MOST_TRIES && status == UNAVAILABLE; i++) {
        status = server.send(request).statusCode();
      }
      return status;
    } catch (IOException e) {
      if (body.length < ABOVE_THE_LIMIT) {
        throw e;
      }
      return TOO_LARGE;
    }
  }

  private HttpRequest.Builder next(byte[] body) {
    HttpRequest.Builder request =
        server
            .to("/version/v1/diagnosis-keys")
            .header("Content-Type", "application/x-protobuf")
            .POST(BodyPublishers.ofByteArray(body));
    if (random.nextInt(50) > 0) {
      request.header("cwa-fake", oneOf("0", "0", "0", "1", "1", "1", "2", "", "00", "true"));
    }
    if (random.nextInt(20) > 0) {
      request.header("cwa-authorization", authorization());
    }
    if (random.nextBoolean()) {
      request.header("cwa-header-padding", "f".repeat(random.nextInt(200)));
    }
    return request;
  }

  private String authorization() {
    return switch (random.nextInt(8)) {
      case 0 -> "";
      case 1 -> "TAN " + UUID.randomUUID();
      case 2 -> UUID.randomUUID().toString().substring(random.nextInt(36));
      case 3 -> UUID.randomUUID().toString();
      default -> server.surroundings().verification().freshTan();
    };
  }

  private byte[] body() {
    if (random.nextInt(100) == 0) {
      return new byte[ABOVE_THE_LIMIT];
    }
    if (random.nextInt(4) == 0) {
      byte[] bytes = new byte[random.nextInt(MOST_RANDOM_BYTES)];
      random.nextBytes(bytes);
      return bytes;
    }
    byte[] body =
        SubmissionRequest.real(
                UUID.randomUUID(),
                new Submission(
                    keys.ofPastDays(random.nextInt(17)),
                    oneOf("DE", "DE", "", "FR"),
                    List.of(oneOf("DE", "FR", "NL", "XX")),
                    random.nextBoolean()),
                random)
            .body();
    int changes = random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      body = changed(body);
    }
    return body;
  }

  private byte[] changed(byte[] body) {
    if (body.length == 0) {
      return body;
    }
    // The keys come first; what is behind them is padding.
    int place = random.nextInt(Math.min(body.length, random.nextInt(10) == 0 ? 4096 : 600));
    byte[] copy = body.clone();
    switch (random.nextInt(5)) {
      case 0 -> copy[place] = (byte) random.nextInt();
      case 1 -> copy[place] ^= (byte) (1 << random.nextInt(8));
      case 2 -> copy = Arrays.copyOf(body, place);
      case 3 -> {
        copy = Arrays.copyOf(body, body.length + 1);
        System.arraycopy(body, place, copy, place + 1, body.length - place);
      }
      default -> {
        int length = random.nextInt(Math.min(32, body.length - place) + 1);
        int from = random.nextInt(body.length - length + 1);
        System.arraycopy(body, from, copy, place, length);
      }
    }
    return copy;
  }

  private String oneOf(String... texts) {
    return texts[random.nextInt(texts.length)];
  }
}
