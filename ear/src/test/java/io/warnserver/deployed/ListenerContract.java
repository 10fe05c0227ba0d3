package io.warnserver.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.local.managed.ManagedServer;
import io.warnserver.local.managed.ServerPorts;
import io.warnserver.local.servers.Surroundings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

/** What answers on which listener, and how its TLS is. */
interface ListenerContract {

  /**
   * Whatever a listener may be asked; the last ones are of servers that show more than they should.
   */
  List<String> PATHS =
      List.of(
          "/version/v1/diagnosis-keys",
          "/version/v1/other",
          "/federation/callback",
          "/federation/other",
          "/operations/ready",
          "/operations/metrics",
          "/operations/health/ready",
          "/operations/distribution/runs/last",
          "/health",
          "/health/ready",
          "/health/live",
          "/",
          "/metrics",
          "/openapi",
          "/console",
          "/management",
          "/wildfly-services/",
          "/common/index.jsf",
          "/index.html");

  /** The server under test. */
  ManagedServer managed();

  @Test
  default void publicListener_answersSubmissionOnly() throws Exception {
    for (URI root : List.of(https(managed().folder().ports().publicTls()), plain())) {
      Map<String, Integer> answers = answers(root, client(withoutCertificate()));
      assertThat(answers).as(root.toString()).containsEntry("/version/v1/diagnosis-keys", 405);
      answers.remove("/version/v1/diagnosis-keys");
      assertThat(answers.values()).as(answers.toString()).containsOnly(404);
      // Over HTTP/2, where the listener speaks it: there, no request says that it has no body.
      assertThat(answer(root, "/version/v1/openapi.yaml")).isEqualTo(200);
      // Nor is anybody asked for a login: passwords could be tried here.
      assertThat(answer(root, "/operations/ready")).isEqualTo(404);
    }
  }

  /** The status of one path, without a login. */
  private int answer(URI root, String path) throws Exception {
    return client(withoutCertificate())
        .send(
            HttpRequest.newBuilder(root.resolve(path)).build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  default void operationsListener_answersOperationsAndHealthOnly() throws Exception {
    Map<String, Integer> answers =
        answers(https(managed().folder().ports().operations()), client(withoutCertificate()));
    assertThat(answers.remove("/operations/ready")).isEqualTo(200);
    assertThat(answers.remove("/operations/metrics")).isEqualTo(200);
    assertThat(answers.remove("/operations/health/ready")).isEqualTo(200);
    assertThat(answers.remove("/operations/distribution/runs/last")).isIn(200, 404);
    for (String health : List.of("/health", "/health/ready", "/health/live")) {
      assertThat(answers.remove(health)).as(health).isIn(200, 404);
    }
    assertThat(answers.values()).as(answers.toString()).containsOnly(404);
  }

  @Test
  default void callbackListener_answersTheCallOnly_andNobodyWithoutAKnownCertificate()
      throws Exception {
    URI root = https(managed().folder().ports().callback());
    HttpClient gateway = client(managed().folder().tls().caller());
    URI call = root.resolve("/federation/callback?batchTag=20261123-7&date=2026-11-23");
    assertThat(
            gateway
                .send(HttpRequest.newBuilder(call).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode())
        .isEqualTo(204);
    Map<String, Integer> answers = answers(root, gateway);
    assertThat(answers.remove("/federation/callback")).isEqualTo(400);
    assertThat(answers.values()).as(answers.toString()).containsOnly(404);
    for (SSLContext refused : List.of(withoutCertificate(), managed().folder().tls().stranger())) {
      // The alert comes in the handshake, or with the first read after it (TLS 1.3).
      assertThatThrownBy(() -> answers(root, client(refused))).isInstanceOf(IOException.class);
    }
  }

  @Test
  default void tls_isOf12And13WithForwardSecretSuitesOnly() throws Exception {
    for (int port : tlsPorts()) {
      assertThat(suiteOf(port, "TLSv1.3", null)).isIn("TLS_AES_256_GCM_SHA384");
      assertThat(suiteOf(port, "TLSv1.2", null))
          .isEqualTo("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384");
      for (String weak :
          List.of(
              "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
              "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
              "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA")) {
        assertThatThrownBy(() -> suiteOf(port, "TLSv1.2", weak))
            .as(port + " " + weak)
            .isInstanceOfAny(SSLHandshakeException.class, SSLException.class);
      }
      assertThatThrownBy(() -> suiteOf(port, "TLSv1.3", "TLS_CHACHA20_POLY1305_SHA256"))
          .isInstanceOf(SSLException.class);
    }
  }

  @Test
  default void accessLog_hasNoAddressNoUserNoQuery() throws Exception {
    HttpClient client = client(withoutCertificate());
    client.send(
        HttpRequest.newBuilder(
                https(managed().folder().ports().publicTls())
                    .resolve("/version/v1/diagnosis-keys?secret=query"))
            .header("User-Agent", "secret-agent")
            .build(),
        HttpResponse.BodyHandlers.discarding());
    try (Stream<Path> files = Files.walk(managed().folder().root())) {
      List<Path> logs =
          files
              .filter(Files::isRegularFile)
              .filter(file -> String.valueOf(file.getFileName()).contains("access_log"))
              .toList();
      assertThat(logs).isNotEmpty();
      for (Path log : logs) {
        assertThat(Files.readString(log))
            .doesNotContain("127.0.0.1", "secret", "operator", "localhost");
      }
    }
  }

  private List<Integer> tlsPorts() {
    ServerPorts ports = managed().folder().ports();
    return List.of(ports.publicTls(), ports.operations());
  }

  private SSLContext withoutCertificate() throws Exception {
    return managed().folder().tls().withoutCertificate();
  }

  private URI plain() {
    return URI.create("http://127.0.0.1:" + managed().folder().ports().plain());
  }

  private static URI https(int port) {
    return URI.create("https://127.0.0.1:" + port);
  }

  private static HttpClient client(SSLContext tls) {
    return HttpClient.newBuilder().sslContext(tls).build();
  }

  /** The status of each path, asked as the operator. */
  private static Map<String, Integer> answers(URI root, HttpClient client)
      throws IOException, InterruptedException {
    String login = "operator:" + Surroundings.operatorPassword();
    Map<String, Integer> answers = new TreeMap<>();
    for (String path : PATHS) {
      HttpRequest request =
          HttpRequest.newBuilder(root.resolve(path))
              .header(
                  "Authorization",
                  "Basic "
                      + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)))
              .build();
      answers.put(path, client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
    }
    return answers;
  }

  /** The suite that a listener agrees to, of one version, of all suites or of one. */
  private String suiteOf(int port, String version, String only) throws Exception {
    try (SSLSocket socket =
        (SSLSocket) withoutCertificate().getSocketFactory().createSocket("127.0.0.1", port)) {
      socket.setSoTimeout(10_000);
      socket.setEnabledProtocols(new String[] {version});
      socket.setEnabledCipherSuites(
          only == null ? socket.getSupportedCipherSuites() : new String[] {only});
      socket.startHandshake();
      return socket.getSession().getCipherSuite();
    }
  }
}
