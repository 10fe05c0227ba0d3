package io.warnserver.local.play;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
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
import java.util.stream.Stream;

/** What the operator does: moves the clock of development mode and starts distribution runs. */
public final class Operator {

  private static final int TRIES = 60;
  private static final long PAUSE_MILLIS = 1000;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI base;
  private final String authorization;
  private final Duration limit;

  /**
   * @param base what the operator's paths begin with
   * @param limit how long to wait for an answer, that of a run included
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
    require204(
        to("/clock")
            .header("Content-Type", "text/plain")
            .PUT(BodyPublishers.ofString(time.toString())),
        "moving the clock");
  }

  /** Gives the application real time again. */
  void resetClock() throws InterruptedException {
    require204(to("/clock").DELETE(), "setting the clock back");
  }

  /**
   * Starts a distribution run and waits for its end; waits first for one that is under way.
   *
   * @throws PlayFailedException where the run fails
   */
  public Run distribute() throws InterruptedException {
    return run("/distribution/runs", "a distribution run");
  }

  /** The same, to fetch what the federation gateway has. */
  public Run download() throws InterruptedException {
    return run("/federation/downloads", "a run of federation downloads");
  }

  /** The same, to upload what waits for the federation gateway. */
  public Run upload() throws InterruptedException {
    return run("/federation/uploads", "a run of federation uploads");
  }

  /**
   * A completed run.
   *
   * @param packages built by it
   * @param batches uploaded or downloaded
   * @param keys in the packages, uploaded, or stored that were not there yet
   * @param faults keys that were set aside or refused, and batches that failed
   */
  public record Run(long packages, long batches, long keys, long faults) {

    private static Run of(JsonObject result) {
      return new Run(
          result.getInt("packages", 0),
          result.getInt("batches", 0),
          result.getInt("keys", 0),
          Stream.of("setAside", "refused", "failedBatches")
              .mapToInt(n -> result.getInt(n, 0))
              .sum());
    }
  }

  private Run run(String path, String what) throws InterruptedException {
    for (int i = 0; i < TRIES; i++) {
      HttpResponse<String> answer = send(to(path).POST(BodyPublishers.noBody()), what);
      JsonObject result = result(answer.body());
      String outcome = result.getString("outcome", null);
      if (answer.statusCode() == 200 && "completed".equals(outcome)) {
        return Run.of(result);
      }
      if (answer.statusCode() != 409) {
        throw new PlayFailedException(
            String.format(
                Locale.ROOT,
                "%s was answered with status %d, outcome %s, reason: %s",
                what,
                answer.statusCode(),
                outcome,
                result.getString("reason", null)));
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    throw new PlayFailedException(what + " cannot begin: another one does not end");
  }

  /** A JSON object; an empty one for what is none. */
  static JsonObject result(String body) {
    try (JsonReader json = Json.createReader(new StringReader(body))) {
      return json.readObject();
    } catch (JsonException e) {
      return JsonValue.EMPTY_JSON_OBJECT;
    }
  }

  private void require204(HttpRequest.Builder request, String what) throws InterruptedException {
    int status = send(request, what).statusCode();
    if (status != 204) {
      throw new PlayFailedException(what + " was answered with status " + status);
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
