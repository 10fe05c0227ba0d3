package io.warnserver.local.play;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What the operator does: moves the clock of development mode and starts distribution runs. */
public final class Operator {

  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final int BUSY = 409;
  private static final int TRIES = 60;
  private static final long PAUSE_MILLIS = 1000;
  private static final JsonFactory JSON = new JsonFactory();

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI base;
  private final String authorization;
  private final Duration limit;

  /**
   * @param base what the operator's paths begin with
   */
  public Operator(URI base, String password) {
    this(base, password, LIMIT);
  }

  /**
   * @param base what the operator's paths begin with
   * @param limit how long to wait for an answer, that of a distribution run included
   */
  public Operator(URI base, String password, Duration limit) {
    this.base = base;
    this.limit = limit;
    this.authorization =
        "Basic "
            + Base64.getEncoder()
                .encodeToString(("operator:" + password).getBytes(StandardCharsets.UTF_8));
  }

  /** Moves the application's clock. */
  public void setClock(Instant time) throws InterruptedException {
    HttpRequest.Builder request =
        to("/clock")
            .header("Content-Type", "text/plain")
            .PUT(BodyPublishers.ofString(time.toString()));
    require(request, "moving the clock", 204);
  }

  /** Gives the application real time again. */
  void resetClock() throws InterruptedException {
    require(to("/clock").DELETE(), "setting the clock back", 204);
  }

  /**
   * Starts a distribution run and waits for its end; waits first for one that is under way.
   *
   * @throws PlayFailedException where the run fails
   */
  public Run distribute() throws InterruptedException {
    for (int i = 0; i < TRIES; i++) {
      HttpResponse<String> answer =
          send(to("/distribution/runs").POST(BodyPublishers.noBody()), "a distribution run");
      if (answer.statusCode() != BUSY) {
        return Run.of(answer);
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    throw new PlayFailedException("another distribution run does not end");
  }

  /**
   * Fetches what the federation gateway has, and waits for the end.
   *
   * @throws PlayFailedException where the run fails
   */
  public Exchanged download() throws InterruptedException {
    return exchange("downloads");
  }

  /**
   * Uploads what waits for the federation gateway, and waits for the end.
   *
   * @throws PlayFailedException where the run fails
   */
  public Exchanged upload() throws InterruptedException {
    return exchange("uploads");
  }

  private Exchanged exchange(String what) throws InterruptedException {
    for (int i = 0; i < TRIES; i++) {
      HttpResponse<String> answer =
          send(
              to("/federation/" + what).POST(BodyPublishers.noBody()),
              "a run of federation " + what);
      if (answer.statusCode() != BUSY) {
        return Exchanged.of(what, answer);
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    throw new PlayFailedException("another run of federation " + what + " does not end");
  }

  /**
   * A completed run with the federation gateway.
   *
   * @param batches uploaded or downloaded
   * @param keys uploaded, or stored that were not there yet
   * @param faults keys that were set aside or refused, and batches that failed
   */
  public record Exchanged(long batches, long keys, long faults) {

    private static Exchanged of(String what, HttpResponse<String> answer) {
      Map<String, String> fields = fields(answer.body());
      if (answer.statusCode() != 200 || !"completed".equals(fields.get("outcome"))) {
        throw new PlayFailedException(
            String.format(
                Locale.ROOT,
                "a run of federation %s was answered with status %d, outcome %s, reason: %s",
                what,
                answer.statusCode(),
                fields.get("outcome"),
                fields.get("reason")));
      }
      return new Exchanged(
          number(fields, "batches"),
          number(fields, "keys"),
          number(fields, "setAside") + number(fields, "refused") + number(fields, "failedBatches"));
    }
  }

  /**
   * A completed run.
   *
   * @param packages built by it
   * @param keys in these packages
   */
  public record Run(long packages, long keys) {

    private static Run of(HttpResponse<String> answer) {
      Map<String, String> fields = fields(answer.body());
      if (answer.statusCode() != 200 || !"completed".equals(fields.get("outcome"))) {
        throw new PlayFailedException(
            String.format(
                Locale.ROOT,
                "a distribution run was answered with status %d, outcome %s, reason: %s",
                answer.statusCode(),
                fields.get("outcome"),
                fields.get("reason")));
      }
      return new Run(number(fields, "packages"), number(fields, "keys"));
    }
  }

  private static long number(Map<String, String> fields, String name) {
    String text = fields.getOrDefault(name, "");
    return text.matches("\\d{1,15}") ? Long.parseLong(text) : 0;
  }

  /** The scalar fields of a JSON object; empty for what is none. */
  static Map<String, String> fields(String body) {
    Map<String, String> fields = new TreeMap<>();
    try (JsonParser json = JSON.createParser(body)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token.isScalarValue() && json.currentName() != null) {
          fields.put(json.currentName(), json.getText());
        }
      }
      return fields;
    } catch (IOException e) {
      return Map.of();
    }
  }

  private void require(HttpRequest.Builder request, String what, int status)
      throws InterruptedException {
    HttpResponse<String> answer = send(request, what);
    if (answer.statusCode() != status) {
      throw new PlayFailedException(
          String.format(Locale.ROOT, "%s was answered with status %d", what, answer.statusCode()));
    }
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(base + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request, String what)
      throws InterruptedException {
    try {
      return client.send(
          request
              .timeout(limit)
              .header("Authorization", authorization)
              .header("X-Requested-By", "play")
              .build(),
          BodyHandlers.ofString());
    } catch (IOException e) {
      throw new PlayFailedException(what + " got no answer: " + e.getMessage(), e);
    }
  }
}
