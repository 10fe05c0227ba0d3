package io.warnserver.local.gateway;

import io.warnserver.local.certificates.CertificateRole;
import io.warnserver.local.certificates.FederationCertificates;
import io.warnserver.local.certificates.TlsContexts;
import io.warnserver.local.servers.DataDirectory;
import io.warnserver.protocols.federation.DiagnosisKey;
import io.warnserver.protocols.federation.DiagnosisKeyBatch;
import io.warnserver.testing.SettableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import javax.net.ssl.SSLContext;

/** A gateway and its callers, over real TLS; certificates are made once for all tests. */
final class TestGateway implements AutoCloseable {

  static final String PROTOBUF = "application/protobuf; version=1.0";
  static final String JSON = "application/json; version=1.0";

  private static final FederationCertificates CERTIFICATES = certificatesOnce();

  final SettableClock clock = new SettableClock(Instant.parse("2026-11-23T10:00:00Z"));
  final GatewayStandIn gateway;

  /** Keeps all in memory. */
  TestGateway() {
    gateway = GatewayStandIn.start(CERTIFICATES, clock, 0);
  }

  /** Keeps batches in a folder. */
  TestGateway(Path folder) {
    gateway = GatewayStandIn.start(CERTIFICATES, clock, 0, folder);
  }

  FederationCertificates certificates() {
    return CERTIFICATES;
  }

  LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(gateway.address() + "/diagnosiskeys" + path))
        .timeout(Duration.ofSeconds(30));
  }

  /** An upload with all headers, signed by DE. */
  HttpRequest.Builder upload(String tag, List<DiagnosisKey> keys) {
    return uploadOf(tag, sign("DE", keys), keys);
  }

  HttpRequest.Builder uploadOf(String tag, String signature, List<DiagnosisKey> keys) {
    byte[] body = DiagnosisKeyBatch.newBuilder().addAllKeys(keys).build().toByteArray();
    return to("/upload")
        .header("Content-Type", PROTOBUF)
        .header("batchTag", tag)
        .header("batchSignature", signature)
        .POST(BodyPublishers.ofByteArray(body));
  }

  static String sign(String country, List<DiagnosisKey> keys) {
    return BatchSignature.sign(
        TestKeys.signed(keys), CERTIFICATES.of(country, CertificateRole.SIGNING));
  }

  HttpResponse<byte[]> upload(List<DiagnosisKey> keys) throws IOException, InterruptedException {
    return send("DE", upload(UUID.randomUUID().toString(), keys));
  }

  HttpRequest.Builder download(LocalDate date) {
    return to("/download/" + date).header("Accept", PROTOBUF);
  }

  HttpResponse<byte[]> send(String country, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client(country).send(request.build(), BodyHandlers.ofByteArray());
  }

  HttpResponse<byte[]> sendWithoutCertificate(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client(TlsContexts.client(tls())).send(request.build(), BodyHandlers.ofByteArray());
  }

  HttpClient client(String country) {
    return client(
        TlsContexts.mutual(CERTIFICATES.of(country, CertificateRole.AUTHENTICATION), tls()));
  }

  static HttpClient client(SSLContext tls) {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(tls).build();
  }

  static X509Certificate tls() {
    return CERTIFICATES.gatewayTls().certificate();
  }

  static List<DiagnosisKey> keysIn(HttpResponse<byte[]> answer) throws IOException {
    return DiagnosisKeyBatch.parseFrom(answer.body()).getKeysList();
  }

  @Override
  public void close() {
    gateway.close();
  }

  private static FederationCertificates certificatesOnce() {
    try {
      Path folder = Files.createTempDirectory("federation-certificates");
      FederationCertificates made =
          new FederationCertificates(
              folder,
              new SettableClock(Instant.parse("2026-11-23T10:00:00Z")),
              List.of("DE", "FR", "NL"));
      DataDirectory.deleteTree(folder);
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
