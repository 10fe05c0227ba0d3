package io.warnserver.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.keystores.TlsContext;
import io.warnserver.testing.Logged;
import io.warnserver.testing.TestCertificates;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListenerCertificatesTest {

  /** Nobody trusts it, and it has ended: it is looked at all the same. */
  private static final TestCertificates SHOWN =
      TestCertificates.ec("CN=another host", Instant.parse("2021-01-01T00:00:00Z"));

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"TLSv1.2, false", "TLSv1.2, true", "TLSv1.3, false", "TLSv1.3, true"})
  void certificateThatIsShown_isWatched(String protocol, boolean demandsOne) throws Exception {
    try (SSLServerSocket server = listen()) {
      server.setEnabledProtocols(new String[] {protocol});
      server.setNeedClientAuth(demandsOne);
      CompletableFuture<Void> answered = CompletableFuture.runAsync(() -> answer(server));

      assertThat(look(server.getLocalPort()).look())
          .containsExactly(new WatchedCertificate("public", SHOWN.certificate()));
      answered.join();
    }
  }

  @Test
  void listenerWithoutTls_isSaidToShowNone() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Logged log = Logged.by("io.warnserver.certificates")) {
      CompletableFuture<Void> answered =
          CompletableFuture.runAsync(
              () -> {
                try (Socket socket = server.accept()) {
                  socket
                      .getOutputStream()
                      .write(
                          "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                  // The other side has gone.
                }
              });

      assertThat(look(server.getLocalPort()).look()).isEmpty();
      assertThat(log.lines()).anyMatch(line -> line.contains("'public' cannot be looked at"));
      answered.join();
    }
  }

  @Test
  void nobodyThere_isSaid() throws Exception {
    int port;
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = server.getLocalPort();
    }
    try (Logged log = Logged.by("io.warnserver.certificates")) {
      assertThat(look(port).look()).isEmpty();
      assertThat(log.lines()).anyMatch(line -> line.contains("ConnectException"));
    }
  }

  private static ListenerCertificates look(int port) {
    return new ListenerCertificates("public", "127.0.0.1", port);
  }

  private SSLServerSocket listen() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(SHOWN.store(folder.resolve("own.p12"), "own"))) {
      store.load(in, TestCertificates.PASSWORD.toCharArray());
    }
    return (SSLServerSocket)
        TlsContext.of(Optional.of(store), TestCertificates.PASSWORD.toCharArray(), Optional.empty())
            .getServerSocketFactory()
            .createServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  private static void answer(SSLServerSocket server) {
    try (Socket socket = server.accept()) {
      var unused = socket.getInputStream().read();
    } catch (IOException e) {
      // Who demands a certificate gets none.
    }
  }
}
