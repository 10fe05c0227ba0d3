package io.warnserver.local.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.local.servers.VerificationStandIn.Conduct;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerificationStandInTest {

  private static final String UNKNOWN = "00000000-0000-4000-8000-000000000000";

  private final HttpClient client = HttpClient.newHttpClient();
  private final VerificationStandIn server = VerificationStandIn.start(0);

  @AfterEach
  void end() {
    server.close();
  }

  @Test
  void freshTan_isValidOnce() throws Exception {
    String tan = server.freshTan();

    assertThat(verify(tan).statusCode()).isEqualTo(200);
    assertThat(verify(tan).statusCode()).isEqualTo(404);
    assertThat(server.unspentTans()).isZero();
  }

  @Test
  void tanFromTheDevelopmentAddress_isValid() throws Exception {
    HttpResponse<String> tan = post("/development/tans", "");

    assertThat(tan.statusCode()).isEqualTo(200);
    assertThat(tan.headers().firstValue("Content-Type")).contains("text/plain");
    assertThat(verify(tan.body()).statusCode()).isEqualTo(200);
  }

  @Test
  void unknownTan_is404() throws Exception {
    assertThat(verify(UNKNOWN).statusCode()).isEqualTo(404);
  }

  @Test
  void noRequest_is400() throws Exception {
    assertThat(post("/version/v1/tan/verify", "{}").statusCode()).isEqualTo(400);
    assertThat(verify("x".repeat(36)).statusCode()).isEqualTo(400);
    assertThat(verify(UNKNOWN + " ".repeat(300)).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8a7e2f60-1b3c-1d5e-9f80-0123456789ab",
        "8a7e2f60-1b3c-4d5e-7f80-0123456789ab",
        "00000000-0000-0000-0000-000000000000",
        "tan",
        ""
      })
  void whatCanBeNoTan_is400(String tan) throws Exception {
    assertThat(verify(tan).statusCode()).isEqualTo(400);
  }

  @Test
  void freshTanInCapitals_is400AndNotSpent() throws Exception {
    String tan = server.freshTan();

    assertThat(verify(tan.toUpperCase(Locale.ROOT)).statusCode()).isEqualTo(400);
    assertThat(verify(tan).statusCode()).isEqualTo(200);
  }

  @Test
  void chunkedBody_is406AndNotSpent() throws Exception {
    String tan = server.freshTan();
    byte[] body = ("{\"tan\":\"" + tan + "\"}").getBytes(StandardCharsets.US_ASCII);

    assertThat(
            post(
                    "/version/v1/tan/verify",
                    BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                .statusCode())
        .isEqualTo(406);
    assertThat(verify(tan).statusCode()).isEqualTo(200);
  }

  @Test
  void acceptingAnything_saysYesToAllAndSpendsNothing() throws Exception {
    String tan = server.freshTan();
    server.behave(Conduct.ACCEPTING_ANYTHING);

    assertThat(verify(UNKNOWN).statusCode()).isEqualTo(200);
    assertThat(verify("nonsense").statusCode()).isEqualTo(200);
    assertThat(verify(tan).statusCode()).isEqualTo(200);
    assertThat(server.unspentTans()).isEqualTo(1);
    assertThat(server.asked()).isEqualTo(3);
  }

  @Test
  void get_is405() throws Exception {
    HttpRequest request = HttpRequest.newBuilder(address("/version/v1/tan/verify")).build();

    assertThat(client.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(405);
  }

  @Test
  void failing_spendsNothing() throws Exception {
    String tan = server.freshTan();
    server.behave(Conduct.FAILING);

    assertThat(verify(tan).statusCode()).isEqualTo(500);
    server.behave(Conduct.NORMAL);
    assertThat(verify(tan).statusCode()).isEqualTo(200);
  }

  @Test
  void slow_hasSpentTheTanWhenTheCallerGivesUp() throws Exception {
    String tan = server.freshTan();
    server.behave(Conduct.slow(Duration.ofMinutes(1)));

    assertThatThrownBy(() -> verify(tan)).isInstanceOf(HttpTimeoutException.class);
    server.behave(Conduct.NORMAL);
    assertThat(verify(tan).statusCode()).isEqualTo(404);
  }

  @Test
  void event_saysSoOfValidTansOnly() throws Exception {
    server.behave(Conduct.EVENT);

    assertThat(verify(server.freshTan()).headers().firstValue("X-CWA-TELETAN-TYPE"))
        .contains("EVENT");
    assertThat(verify(UNKNOWN).headers().firstValue("X-CWA-TELETAN-TYPE")).isEmpty();
  }

  private HttpResponse<String> verify(String tan) throws IOException, InterruptedException {
    return post("/version/v1/tan/verify", "{\"tan\":\"" + tan + "\"}");
  }

  private HttpResponse<String> post(String path, String body)
      throws IOException, InterruptedException {
    return post(path, BodyPublishers.ofString(body));
  }

  private HttpResponse<String> post(String path, BodyPublisher body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address(path))
            .timeout(Duration.ofSeconds(2))
            .header("Content-Type", "application/json")
            .POST(body)
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  private URI address(String path) {
    return URI.create(server.address() + path);
  }
}
