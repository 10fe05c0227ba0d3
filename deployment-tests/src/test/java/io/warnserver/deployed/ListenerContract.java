package io.warnserver.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.managed.ManagedServer;
import io.warnserver.managed.ServerPorts;
import io.warnserver.managed.Waiting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

/**
 * What answers on which listener of a server that the scripts have set up, who may ask there, how
 * its TLS is and what it logs.
 */
interface ListenerContract extends StrangerContract, FramingContract, LoginContract {

  /** The server under test. */
  ManagedServer managed();

  @Override
  DeployedServer server();

  @Test
  default void callbackListener_answersNobodyWithoutAKnownCertificate() throws Exception {
    URI root = https(managed().folder().ports().callback());
    HttpClient gateway = client(managed().folder().tls().caller());
    URI call = root.resolve("/federation/callback?batchTag=20261123-7&date=2026-11-23");
    assertThat(
            gateway
                .send(HttpRequest.newBuilder(call).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode())
        .isEqualTo(204);
    for (SSLContext refused : List.of(withoutCertificate(), managed().folder().tls().stranger())) {
      // The alert comes in the handshake, or with the first read after it (TLS 1.3).
      assertThatThrownBy(
              () ->
                  client(refused)
                      .send(
                          HttpRequest.newBuilder(call).build(),
                          HttpResponse.BodyHandlers.discarding()))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  default void everyChange_isLoggedWithWhoMadeIt() throws Exception {
    String line = "operator: POST distribution/resume: 204";
    int before = managed().logged(line);
    HttpRequest.Builder resume =
        server().toOperations("distribution/resume").POST(HttpRequest.BodyPublishers.noBody());

    assertThat(server().send(resume).statusCode()).isEqualTo(204);

    Waiting.until(Duration.ofSeconds(10), () -> managed().logged(line) == before + 1);
  }

  /** As many as there may be lines in that time, and a few more. */
  @Test
  default void whoIsNotLetInAgainAndAgain_isLoggedOnceASecond() throws Exception {
    String line = "A request to operations was refused";
    int before = managed().logged(line);
    long start = System.nanoTime();
    for (int i = 0; i < 50; i++) {
      server().send(server().toOperationsWithoutLogin("clock").GET());
    }
    long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();

    assertThat(managed().logged(line) - before).isBetween(1, (int) seconds + 2);
  }

  @Test
  default void tls_isOf12And13WithForwardSecretSuitesOnly() throws Exception {
    for (int port : portsWithServersTls()) {
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

  /** It would have the second and the outcome of everybody's submission. */
  @Test
  default void accessLog_isNotWritten() throws Exception {
    URI description =
        https(managed().folder().ports().publicTls()).resolve("/version/v1/openapi.yaml");
    assertThat(
            client(withoutCertificate())
                .send(
                    HttpRequest.newBuilder(description).build(),
                    HttpResponse.BodyHandlers.discarding())
                .statusCode())
        .isEqualTo(200);
    try (Stream<Path> files = Files.walk(managed().folder().root())) {
      assertThat(files.filter(Files::isRegularFile))
          .noneMatch(file -> String.valueOf(file.getFileName()).contains("access_log"));
    }
  }

  private List<Integer> portsWithServersTls() {
    ServerPorts ports = managed().folder().ports();
    return List.of(ports.publicTls(), ports.operations());
  }

  private SSLContext withoutCertificate() throws Exception {
    return managed().folder().tls().withoutCertificate();
  }

  private static URI https(int port) {
    return URI.create("https://127.0.0.1:" + port);
  }

  private static HttpClient client(SSLContext tls) {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(tls).build();
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
