package io.warnserver.federation.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.warnserver.federation.testing.Vector;
import io.warnserver.health.Health;
import io.warnserver.local.certificates.CertificateRole;
import io.warnserver.local.certificates.FederationCertificates;
import io.warnserver.local.certificates.TlsContexts;
import io.warnserver.protocols.federation.DiagnosisKey;
import io.warnserver.protocols.federation.DiagnosisKeyBatch;
import io.warnserver.testing.SettableClock;
import java.io.IOException;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLSocket;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the client does with connections and requests that go wrong, byte by byte. */
class HttpGatewayTest {

  private static final LocalDate DAY = LocalDate.parse("2026-11-23");
  private static final String GONE = "HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n";
  private static final String NOT_THERE = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n";
  private static final byte[] BATCH =
      DiagnosisKeyBatch.newBuilder().addKeys(Vector.A).build().toByteArray();

  /** So long that only an alarm ends a request. */
  private static final Duration LONG = Duration.ofMinutes(1);

  private static FederationCertificates certificates;

  private final Alarms alarms = new Alarms();
  private RawGateway server;
  private HttpGateway gateway;

  @BeforeAll
  static void makeCertificates() throws IOException {
    certificates =
        new FederationCertificates(
            Files.createTempDirectory(Path.of("target"), "federation-certificates"),
            new SettableClock(Instant.parse("2026-11-23T10:20:00Z")),
            List.of("DE"));
  }

  @AfterEach
  void close() throws IOException {
    gateway.close();
    server.close();
    alarms.shutdownNow();
  }

  private void start(RawGateway.Conversation conversation) throws IOException {
    start("127.0.0.1", certificates.gatewayTls().certificate(), conversation);
  }

  private void start(String address, X509Certificate trusted, RawGateway.Conversation conversation)
      throws IOException {
    server = new RawGateway(TlsContexts.of(certificates.gatewayTls()), address, conversation);
    gateway =
        new HttpGateway(
            new GatewaySettings(server.address(), LONG, LONG),
            TlsContexts.mutual(certificates.of("DE", CertificateRole.AUTHENTICATION), trusted),
            alarms);
  }

  private static void writeBatch(Socket connection, int announced) throws IOException {
    RawGateway.write(
        connection,
        "HTTP/1.1 200 OK\r\nbatchTag: 20261123-1\r\nnextBatchTag: null\r\nContent-Length: %d\r\n\r\n"
            .formatted(announced));
    connection.getOutputStream().write(BATCH);
  }

  private static void writeAudit(Socket connection, String contentType) throws IOException {
    RawGateway.write(
        connection,
        "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: 16\r\n\r\n[{\"country\":\"\"}]"
            .formatted(contentType));
  }

  private DownloadAnswer download() {
    return gateway.download(DAY, Optional.empty());
  }

  private UploadAnswer upload(DiagnosisKey key) {
    return gateway.upload("DE-1", List.of(key), "c2lnbmF0dXJl");
  }

  @Test
  void postOnAKeptConnectionThatEnds_isSentOnceAndWhole() throws IOException {
    start(
        (from, connection) -> {
          from.read(connection);
          RawGateway.write(connection, GONE);
          from.read(connection);
        });

    assertThat(download()).isEqualTo(new DownloadAnswer.Gone());
    assertThat(upload(Vector.A)).isInstanceOf(UploadAnswer.Unknown.class);

    assertThat(server.connections()).isEqualTo(1);
    assertThat(server.requests()).hasSize(2);
    assertThat(server.requests().get(0))
        .startsWith("GET /diagnosiskeys/download/2026-11-23 HTTP/1.1\r\n")
        .containsPattern("Accept: application/protobuf; ?version=1.0\r\n")
        .doesNotContainIgnoringCase("batchTag");
    assertThat(server.requests().get(1))
        .startsWith("POST /diagnosiskeys/upload HTTP/1.1\r\n")
        .containsPattern("Content-Type: application/protobuf; ?version=1.0\r\n")
        .contains("\r\nContent-Length: " + BATCH.length + "\r\n")
        .contains("\r\nbatchTag: DE-1\r\n", "\r\nbatchSignature: c2lnbmF0dXJl\r\n")
        .doesNotContainIgnoringCase("transfer-encoding");
  }

  @Test
  void postOnANewConnectionThatEnds_isSentOnce() throws IOException {
    start(RawGateway::read);

    assertThat(upload(Vector.A)).isInstanceOf(UploadAnswer.Unknown.class);

    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void request_hasItsTimeAndNoLonger() throws IOException {
    start(
        (from, connection) -> {
          from.read(connection);
          RawGateway.write(connection, GONE);
        });

    assertThat(download()).isEqualTo(new DownloadAnswer.Gone());

    assertThat(alarms.times()).containsExactly(LONG.multipliedBy(3));
    assertThat(gateway.longestRequest()).isEqualTo(LONG.multipliedBy(3));
    assertThat(alarms.set()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK\r\nbatch",
        "HTTP/1.1 200 OK\r\nbatchTag: 20261123-1\r\nContent-Length: 100\r\n\r\nxx",
        "HTTP/1.1 200 OK\r\nbatchTag: 20261123-1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx"
      })
  void answerThatStops_endsWithItsTime(String begun) throws IOException {
    start(
        (from, connection) -> {
          from.read(connection);
          RawGateway.write(connection, begun);
          alarms.ring();
          RawGateway.waitFor(connection);
        });

    assertThat(download()).isInstanceOf(DownloadAnswer.Failed.class);
    assertThat(upload(Vector.A)).isInstanceOf(UploadAnswer.Unknown.class);
  }

  @Test
  void requestThatNobodyTakes_endsWithItsTime() throws IOException {
    CountDownLatch over = new CountDownLatch(1);
    start(
        (from, connection) -> {
          ((SSLSocket) connection).startHandshake();
          alarms.ring();
          over.await();
        });

    UploadAnswer answer =
        upload(Vector.A.toBuilder().setKeyData(ByteString.copyFrom(new byte[32 << 20])).build());
    over.countDown();

    assertThat(answer).isInstanceOf(UploadAnswer.Unknown.class);
    assertThat(server.connections()).isEqualTo(1);
  }

  @Test
  void batchThatIsCutBetweenTwoKeys_isNoBatch() throws IOException {
    start(
        (from, connection) -> {
          from.read(connection);
          writeBatch(connection, 2 * BATCH.length);
        });

    assertThat(download()).isInstanceOf(DownloadAnswer.Failed.class);
  }

  @Test
  void bodyThatIsNoBatch_isUnreadable() throws IOException {
    start(
        (from, connection) -> {
          from.read(connection);
          RawGateway.write(
              connection,
              "HTTP/1.1 200 OK\r\nBATCHTAG: 20261123-1\r\nContent-Length: 3\r\n\r\n\7\7\7");
        });

    assertThat(download())
        .isEqualTo(
            new DownloadAnswer.Unreadable(
                DownloadTag.of("20261123-1").orElseThrow(), Optional.empty()));
  }

  /** Whatever media type they have. */
  @Test
  void batchAndAudit_areReadByWhatTheyAre() throws IOException {
    start(
        (from, connection) -> {
          from.read(connection);
          writeBatch(connection, BATCH.length);
          from.read(connection);
          writeAudit(connection, "text/plain");
        });

    assertThat(download())
        .isEqualTo(
            new DownloadAnswer.Batch(
                DownloadTag.of("20261123-1").orElseThrow(), Optional.empty(), List.of(Vector.A)));
    assertThat(gateway.audit(new DownloadTag(DAY, 1))).isInstanceOf(AuditAnswer.Entries.class);
  }

  /** As EFGS keeps a batch whose time is before midnight and whose name is of the day after. */
  @Test
  void batchThatIsKeptUnderTheDayBefore_isFoundThereWithItsAudit() throws IOException {
    start(
        (from, connection) -> {
          from.read(connection);
          RawGateway.write(connection, NOT_THERE);
          from.read(connection);
          writeBatch(connection, BATCH.length);
          from.read(connection);
          RawGateway.write(connection, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
          from.read(connection);
          writeAudit(connection, "application/json");
        });

    assertThat(gateway.download(DAY, Optional.of("20261123-1")))
        .isInstanceOf(DownloadAnswer.Batch.class);
    assertThat(gateway.audit(new DownloadTag(DAY, 1))).isInstanceOf(AuditAnswer.Entries.class);

    assertThat(server.requests())
        .extracting(request -> request.substring(0, request.indexOf(" HTTP")))
        .containsExactly(
            "GET /diagnosiskeys/download/2026-11-23",
            "GET /diagnosiskeys/download/2026-11-22",
            "GET /diagnosiskeys/audit/download/2026-11-23/20261123-1",
            "GET /diagnosiskeys/audit/download/2026-11-22/20261123-1");
  }

  @Test
  void batchThatIsOfNeitherDay_isRefusedAsBefore() throws IOException {
    start(
        (from, connection) -> {
          for (int i = 0; i < 2; i++) {
            from.read(connection);
            RawGateway.write(connection, NOT_THERE);
          }
        });

    assertThat(gateway.download(DAY, Optional.of("20261123-1")))
        .isEqualTo(new DownloadAnswer.Failed("status 400"));
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void gatewayThatDoesNotAnswer_isToldOfByTheLastRequest() throws IOException {
    start(
        (from, connection) -> {
          from.read(connection);
          RawGateway.write(connection, GONE);
        });
    assertThat(gateway.health("gateway")).isEqualTo(Health.up("gateway", ""));

    assertThat(download()).isEqualTo(new DownloadAnswer.Gone());
    assertThat(gateway.health("gateway")).isEqualTo(Health.up("gateway", ""));

    server.close();
    assertThat(download()).isInstanceOf(DownloadAnswer.Failed.class);
    assertThat(gateway.health("gateway").state()).isEqualTo(Health.State.DEGRADED);
    assertThat(gateway.health("gateway").detail()).startsWith("no answer: ");
  }

  @Test
  void redirection_isAnAnswer() throws IOException {
    start(
        (from, connection) -> {
          from.read(connection);
          RawGateway.write(
              connection,
              "HTTP/1.1 302 Found\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n"
                  .formatted(from.address()));
          from.read(connection);
        });

    assertThat(download()).isEqualTo(new DownloadAnswer.Failed("status 302"));

    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void registration_isAnEmptyPut() throws IOException {
    start(
        (from, connection) -> {
          from.read(connection);
          RawGateway.write(connection, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        });

    gateway.register(new Gateway.Subscription("warn-server", "https://warn.example.org/callback"));

    assertThat(server.requests())
        .singleElement(InstanceOfAssertFactories.STRING)
        .startsWith("PUT /diagnosiskeys/callback/warn-server?url=https")
        .contains("\r\nContent-Length: 0\r\n");
    assertThat(URLDecoder.decode(server.requests().get(0).split(" ", 3)[1], StandardCharsets.UTF_8))
        .endsWith("?url=https://warn.example.org/callback");
  }

  @Test
  void serverThatIsNotTheGateway_isSentNothing() throws IOException {
    start(
        "127.0.0.1",
        certificates.of("DE", CertificateRole.CALLBACK).certificate(),
        RawGateway::read);

    assertThat(upload(Vector.A))
        .isEqualTo(new UploadAnswer.NotTaken("the gateway was not reached: SSLHandshakeException"));
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void gatewayUnderAnotherName_isSentNothing() throws IOException {
    start("127.0.0.2", certificates.gatewayTls().certificate(), RawGateway::read);

    assertThat(upload(Vector.A))
        .isEqualTo(new UploadAnswer.NotTaken("the gateway was not reached: SSLHandshakeException"));
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void clientThatIsClosed_endsWhatIsUnderWay() throws IOException {
    start(
        (from, connection) -> {
          from.read(connection);
          gateway.close();
          RawGateway.waitFor(connection);
        });

    assertThat(upload(Vector.A)).isInstanceOf(UploadAnswer.Unknown.class);

    assertThat(download()).isInstanceOf(DownloadAnswer.Failed.class);
    assertThat(server.requests())
        .singleElement(InstanceOfAssertFactories.STRING)
        .satisfies(head -> assertThat(head.toUpperCase(Locale.ROOT)).startsWith("POST "));
  }
}
