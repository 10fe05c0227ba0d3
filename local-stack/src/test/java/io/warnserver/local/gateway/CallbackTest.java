package io.warnserver.local.gateway;

import static io.warnserver.local.gateway.TestKeys.keys;
import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.local.certificates.CertificateRole;
import io.warnserver.local.certificates.TlsContexts;
import io.warnserver.local.http.LoopbackServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Federation gateway protocol, callback. */
class CallbackTest {

  private final TestGateway test = new TestGateway();
  private final BlockingQueue<String> queries = new LinkedBlockingQueue<>();
  private LoopbackServer subscriber;
  private volatile int status = 200;
  private volatile X509Certificate caller;

  @BeforeEach
  void start() {
    SSLContext tls =
        TlsContexts.mutual(
            test.certificates().of("DE", CertificateRole.CALLBACK),
            test.certificates().gatewayCallback().certificate());
    subscriber =
        LoopbackServer.start(
            0,
            Optional.of(LoopbackServer.askingForCertificates(tls, true)),
            Map.of(
                "/federation/callback",
                exchange -> {
                  caller = LoopbackServer.certificate(exchange).orElseThrow();
                  exchange.getResponseHeaders().set("Location", "/federation/callback");
                  exchange.sendResponseHeaders(status, -1);
                  queries.add(exchange.getRequestURI().getQuery());
                }));
  }

  @AfterEach
  void end() {
    test.close();
    subscriber.close();
  }

  @Test
  void registration_isListed_replaced_andDeleted() throws Exception {
    assertThat(put("one", url())).isEqualTo(200);
    assertThat(put("one", "https://localhost/other")).isEqualTo(200);

    assertThat(list()).isEqualTo("[{\"callbackId\":\"one\",\"url\":\"https://localhost/other\"}]");
    assertThat(test.gateway.subscriptions())
        .extracting(Subscription::country)
        .containsExactly("DE");
    assertThat(test.send("FR", test.to("/callback/one").DELETE()).statusCode()).isEqualTo(404);
    assertThat(test.send("DE", test.to("/callback/one").DELETE()).statusCode()).isEqualTo(200);
    assertThat(test.send("DE", test.to("/callback/one").DELETE()).statusCode()).isEqualTo(404);
    assertThat(list()).isEqualTo("[]");
  }

  @Test
  void badRegistration_400() throws Exception {
    assertThat(put("x".repeat(33), url())).isEqualTo(400);
    assertThat(put("one", "http://localhost/")).isEqualTo(400);
    assertThat(put("one", "https://localhost/?a=b")).isEqualTo(400);
    assertThat(put("one", "https://localhost/" + "x".repeat(256))).isEqualTo(400);
    assertThat(test.send("DE", test.to("/callback/one").PUT(BodyPublishers.noBody())).statusCode())
        .isEqualTo(400);
    assertThat(test.send("DE", test.to("/callback/one")).statusCode()).isEqualTo(405);
  }

  @Test
  void everyNewBatch_isAnnouncedOnce_overMutualTls_onesOwnToo() throws Exception {
    put("one", url());
    test.upload(keys("DE", 1, 1));
    test.gateway.batchUploads();
    test.gateway.seed("FR", keys("FR", 1, 1));
    test.gateway.batchUploads();

    assertThat(await()).isEqualTo("batchTag=20261123-1&date=2026-11-23");
    assertThat(await()).isEqualTo("batchTag=20261123-2&date=2026-11-23");
    assertThat(caller).isEqualTo(test.certificates().gatewayCallback().certificate());
    assertThat(test.gateway.subscriptions()).hasSize(1);
  }

  @Test
  void failedCallback_isTriedSixTimes_thenTheSubscriptionIsDeleted() throws Exception {
    put("one", url());
    status = 302;
    test.gateway.seed("FR", keys("FR", 1, 1));
    test.gateway.batchUploads();

    for (int i = 0; i < 6; i++) {
      assertThat(await()).isEqualTo("batchTag=20261123-1&date=2026-11-23");
    }
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!test.gateway.subscriptions().isEmpty() && System.nanoTime() < limit) {
      Thread.onSpinWait();
    }
    assertThat(test.gateway.subscriptions()).isEmpty();
    assertThat(queries).isEmpty();
  }

  @Test
  void retryThatSucceeds_keepsTheSubscription() throws Exception {
    put("one", url());
    status = 500;
    test.gateway.seed("FR", keys("FR", 1, 1));
    test.gateway.batchUploads();
    await();
    status = 204;
    test.gateway.seed("FR", keys("FR", 2, 1));
    test.gateway.batchUploads();

    String query = await();
    while (query.startsWith("batchTag=20261123-1")) {
      query = await();
    }
    assertThat(query).startsWith("batchTag=20261123-2");
    assertThat(test.gateway.subscriptions()).hasSize(1);
  }

  private String await() throws InterruptedException {
    return queries.poll(20, TimeUnit.SECONDS);
  }

  private String url() {
    return subscriber.address("localhost") + "/federation/callback";
  }

  private int put(String id, String url) throws Exception {
    return test.send(
            "DE",
            test.to("/callback/" + id + "?url=" + url.replace("?", "%3F"))
                .PUT(BodyPublishers.noBody()))
        .statusCode();
  }

  private String list() throws Exception {
    HttpResponse<byte[]> answer = test.send("DE", test.to("/callback"));
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
