package io.warnserver.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Requests whose bodies do not come, or not all at once, in every way that is answered without
 * them: they must not take what others need. Whoever implements this says which server.
 */
interface UnreadBodiesContract {

  /** More than any of the servers has threads for requests. */
  int SENDERS = 100;

  /** Below the time after which the servers give up a connection, and with it a thread. */
  Duration PROMPT = Duration.ofSeconds(8);

  /** Bytes of a body. */
  long ENDLESS = 200_000_000;

  /** What the kernel and the server may hold of it. */
  long MOST_TAKEN = 20_000_000;

  /** A later packet. */
  long PAUSE_MILLIS = 50;

  /** The server under test. */
  DeployedServer server();

  /** What is sent before the body, by name. */
  private static Map<String, List<String>> heads() {
    String keys = "POST /version/v1/diagnosis-keys HTTP/1.1";
    String protobuf = "Content-Type: application/x-protobuf";
    String fake = "cwa-fake: 1";
    String some = "Content-Length: 2048";
    Map<String, List<String>> heads = new LinkedHashMap<>();
    heads.put("read", List.of(keys, protobuf, fake, some));
    heads.put("chunked", List.of(keys, protobuf, fake, "Transfer-Encoding: chunked"));
    heads.put("announced too large", List.of(keys, protobuf, fake, "Content-Length: 200000"));
    heads.put("neither real nor fake", List.of(keys, protobuf, some));
    heads.put("another media type", List.of(keys, "Content-Type: text/plain", fake, some));
    heads.put("another method", List.of(keys.replace("POST", "PUT"), protobuf, fake, some));
    heads.put("the description", List.of("POST /version/v1/openapi.yaml HTTP/1.1", some));
    heads.put("below the path", List.of("POST /version/v1/diagnosis-keys/x HTTP/1.1", some));
    heads.put("no such path", List.of("POST /version/v1/nothing HTTP/1.1", some));
    heads.put("no such root", List.of("POST /nothing HTTP/1.1", some));
    heads.put("operations", List.of("POST /operations/distribution/runs HTTP/1.1", some));
    heads.put("callback", List.of("POST /federation/callback HTTP/1.1", some));
    return heads;
  }

  @Test
  default void bodiesThatDoNotCome_holdUpNobody() throws Exception {
    for (Map.Entry<String, List<String>> head : heads().entrySet()) {
      List<RawRequest> slow = new ArrayList<>();
      try {
        for (int i = 0; i < SENDERS; i++) {
          slow.add(RawRequest.start(server().address(), head.getValue()));
        }
        long start = System.nanoTime();
        assertThat(garbage().statusCode()).as(head.getKey()).isEqualTo(400);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
            .as(head.getKey())
            .isLessThan(PROMPT);
      } finally {
        slow.forEach(RawRequest::close);
      }
    }
  }

  /** The client reads the answer, sends the last packets, and wants to go on. */
  @Test
  default void restOfALargeBodyThatComesLater_doesNotMakeTheConnectionHang() throws Exception {
    for (String fake : List.of("0", "1")) {
      try (RawRequest request = RawRequest.start(server().address(), fake, -1)) {
        request.send("19001\r\n" + "x".repeat(0x19001) + "\r\n");
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        request.send("0\r\n\r\n");
        assertThat(request.status()).isEqualTo(413);

        long start = System.nanoTime();
        try {
          request.send("GET /version/v1/openapi.yaml HTTP/1.1\r\nHost: localhost\r\n");
          request.send("Connection: close\r\n\r\n");
        } catch (IOException e) {
          // It is closed already, which is as good.
          continue;
        }
        assertThat(request.isEndedWithin(PROMPT)).as("answered, or closed").isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PROMPT);
      }
    }
  }

  @Test
  default void bodyThatDoesNotEnd_isCutOff() throws Exception {
    for (boolean chunked : List.of(true, false)) {
      try (RawRequest endless = RawRequest.start(server().address(), "1", chunked ? -1 : ENDLESS)) {
        endless.send(ENDLESS, chunked);

        assertThat(endless.sent()).as("bytes that were taken").isLessThan(MOST_TAKEN);
        assertThat(endless.status()).as("refused, or the connection was closed").isIn(413, 400, 0);
      }
    }
  }

  private HttpResponse<String> garbage() throws Exception {
    HttpRequest.Builder request =
        server()
            .to("/version/v1/diagnosis-keys")
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/x-protobuf")
            .header("cwa-fake", "1")
            .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[] {1, 1}));
    return server().send(request);
  }
}
