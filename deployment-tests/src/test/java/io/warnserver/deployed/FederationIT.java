package io.warnserver.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.local.certificates.CertificateRole;
import io.warnserver.local.certificates.FederationCertificates;
import io.warnserver.local.certificates.IssuedCertificate;
import io.warnserver.local.servers.ApplicationServer;
import io.warnserver.local.servers.PlayedClock;
import io.warnserver.local.servers.Ports;
import io.warnserver.local.servers.Surroundings;
import io.warnserver.managed.Waiting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The exchange in a deployed server, with the stand-in gateway: keys go out and come in, and the
 * gateway calls over TLS with its client certificate. Meanwhile the timer of the distribution runs,
 * in a container with the options that it is shipped with.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FederationIT {

  private static final Duration LIMIT = Duration.ofSeconds(100);

  private static Surroundings surroundings;
  private static ApplicationServer application;
  private static DeployedServer server;
  private static KeyExchange exchange;
  private static int callbackPort;

  @BeforeAll
  static void start() throws Exception {
    surroundings = Surroundings.startTemporary(PlayedClock.fromNoon(Clock.systemUTC()));
    callbackPort = Ports.free(1).get(0);
    FederationCertificates certificates = surroundings.federation().certificates();
    Map<String, String> settings = new HashMap<>(surroundings.federation().settings());
    settings.put("warn.federation.upload.schedule", "off");
    settings.put("warn.federation.upload.min-keys", "5");
    settings.put("warn.federation.download.schedule", "off");
    settings.put("warn.federation.callback-port", String.valueOf(callbackPort));
    settings.put("warn.federation.callback.address", "127.0.0.1");
    settings.put("warn.federation.callback.certificate-alias", CertificateRole.CALLBACK.word());
    settings.put(
        "warn.federation.callback.certificates",
        IssuedCertificate.thumbprint(certificates.gatewayCallback().certificate()));
    settings.put(
        "warn.federation.callback.url",
        "https://localhost:" + callbackPort + "/federation/callback");
    settings.put("warn.federation.callback.schedule", "minute=* hour=* second=*/5");
    settings.put("warn.distribution.schedule", "minute=* hour=* second=*/5");
    Stream<String> shipped =
        Files.readAllLines(
                Path.of(System.getProperty("warn.domain-config"), "payara-micro", "jvm.options"))
            .stream()
            .filter(line -> line.startsWith("-"));
    Stream<String> stores =
        Stream.of(
            "-Djavax.net.ssl.keyStore=" + certificates.keystore("DE", CertificateRole.CALLBACK),
            "-Djavax.net.ssl.keyStorePassword=" + FederationCertificates.PASSWORD,
            "-Djavax.net.ssl.trustStore=" + certificates.gatewayCallbackTrustStore(),
            "-Djavax.net.ssl.trustStorePassword=" + FederationCertificates.PASSWORD);
    application =
        Installed.micro(
            surroundings, settings, Stream.concat(shipped, stores).toArray(String[]::new));
    server = new DeployedServer(surroundings);
    server.releaseClock();
    exchange = new KeyExchange(server);
  }

  @AfterAll
  static void end() {
    if (application != null) {
      application.close();
    }
    surroundings.close();
  }

  /** Nobody asks for it. */
  @Test
  @Order(1)
  void schedule_startsARun() throws Exception {
    HttpRequest.Builder last = server.toOperations("distribution/runs/last").GET();
    Waiting.until(LIMIT, () -> server.sendLater(last).join().statusCode() == 200);
    assertThat(server.send(last).body()).contains("\"outcome\":\"completed\"");
  }

  @Test
  @Order(1)
  void keysOfPeopleWhoAgreed_goOut() throws Exception {
    exchange.submitWithConsent();

    assertThat(exchange.run("federation/uploads")).contains("\"batches\":1");

    assertThat(exchange.gateway().keyDataOf("DE")).hasSizeBetween(8, 10);
    assertThat(exchange.read("federation/uploads/batches")).contains("\"state\":\"uploaded\"");
    assertThat(exchange.read("federation/uploads/last")).contains("\"outcome\":\"completed\"");
  }

  @Test
  @Order(2)
  void otherCountriesKeys_comeIn() throws Exception {
    exchange.seed("FR", 7);
    exchange.seed("NL", 5);

    assertThat(exchange.run("federation/downloads")).contains("\"keys\":12");

    assertThat(exchange.storedOf("FR")).isEqualTo(7);
    assertThat(exchange.storedOf("NL")).isEqualTo(5);
    assertThat(exchange.read("federation/downloads/batches"))
        .contains("\"state\":\"stored\"", "\"country\":\"FR\"", "\"finding\":\"VERIFIED\"");
    assertThat(exchange.read("metrics"))
        .contains("warn_federation_last_batch_age_seconds ", "warn_federation_keys_audited_total{");
  }

  @Test
  @Order(2)
  void batchThatAnOperatorWantsAgain_isFetchedAgainForAReason() throws Exception {
    Matcher tag =
        Pattern.compile("\"batchTag\":\"(\\d{8}-\\d+)\"")
            .matcher(exchange.read("federation/downloads/batches"));
    assertThat(tag.find()).isTrue();

    assertThat(again(tag.group(1), "")).isEqualTo(400);
    assertThat(again(tag.group(1), "two\nlines")).isEqualTo(400);
    assertThat(again(tag.group(1), "x".repeat(301))).isEqualTo(400);
    assertThat(again("20991231-1", "a reason")).isEqualTo(404);
    assertThat(again("nothing", "a reason")).isEqualTo(404);
    assertThat(again(tag.group(1), "France has repaired it")).isEqualTo(204);

    HttpRequest.Builder run =
        server.toOperations("federation/downloads").POST(HttpRequest.BodyPublishers.noBody());
    HttpRequest.Builder batches = server.toOperations("federation/downloads/batches").GET();
    // The gateway calls, too, and a run may be under way that began before.
    Waiting.until(
        LIMIT,
        () ->
            server.sendLater(run).join().statusCode() == 200
                && !server.sendLater(batches).join().body().contains("failed_retry"));
    assertThat(exchange.read("federation/downloads/batches"))
        .contains("\"reason\":\"France has repaired it\"", "\"operator\":\"operator\"");
  }

  private static int again(String tag, String reason) throws Exception {
    return server
        .send(
            server
                .toOperations("federation/downloads/batches/" + tag + "/again")
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString(reason)))
        .statusCode();
  }

  @Test
  @Order(3)
  void gatewaysCall_isFollowedByADownload() throws Exception {
    HttpResponse<String> registration =
        server.send(
            server
                .toOperations("federation/callback/registration")
                .POST(HttpRequest.BodyPublishers.noBody()));
    assertThat(registration.statusCode()).isEqualTo(200);
    assertThat(registration.body())
        .containsAnyOf("\"state\":\"registered\"", "\"state\":\"present\"");
    assertThat(exchange.gateway().subscriptions()).hasSize(1);
    exchange.seed("FR", 3);
    exchange.gateway().batchUploads();

    Waiting.until(LIMIT, () -> exchange.storedOf("FR") == 10);
  }

  @Test
  @Order(4)
  void callsThatAreNotTheGateways_areRefused() throws Exception {
    FederationCertificates certificates = surroundings.federation().certificates();
    String call = "?batchTag=20261123-7&date=2026-11-23";
    HttpClient gateway = client(certificates.gatewayCallback());

    assertThat(status(gateway, call)).isEqualTo(204);
    assertThat(status(gateway, call)).isEqualTo(204);
    assertThat(status(gateway, "?batchTag=20261123-7&date=2026-11-24")).isEqualTo(400);
    assertThat(status(gateway, "?batchTag=nothing")).isEqualTo(400);
    assertThatThrownBy(() -> status(client(null), call)).isInstanceOf(IOException.class);
    assertThatThrownBy(
            () -> status(client(certificates.of("FR", CertificateRole.AUTHENTICATION)), call))
        .isInstanceOf(IOException.class);
    HttpRequest.Builder onThePublicListener = server.to("/federation/callback" + call).GET();
    assertThat(server.send(onThePublicListener).statusCode()).isEqualTo(404);
  }

  @Test
  @Order(5)
  void answerToAnUploadThatIsLost_isFoundOutByTheNextRun() throws Exception {
    exchange.loseTheAnswerToAnUpload();
  }

  @Test
  @Order(6)
  void batchThatIsCut_isTriedAgainLater() throws Exception {
    exchange.cutABatch();
  }

  private static int status(HttpClient client, String query) throws Exception {
    URI address = URI.create("https://localhost:" + callbackPort + "/federation/callback" + query);
    return client
        .send(
            HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(20)).build(),
            BodyHandlers.discarding())
        .statusCode();
  }

  /** With a client certificate, or without one for null. */
  private static HttpClient client(IssuedCertificate identity) throws GeneralSecurityException {
    try {
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      KeyStore own = KeyStore.getInstance("PKCS12");
      own.load(null, null);
      if (identity != null) {
        own.setKeyEntry(
            "own", identity.key(), new char[0], new X509Certificate[] {identity.certificate()});
      }
      keys.init(own, new char[0]);
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry(
          "server",
          surroundings
              .federation()
              .certificates()
              .of("DE", CertificateRole.CALLBACK)
              .certificate());
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(tls).build();
    } catch (IOException e) {
      throw new GeneralSecurityException(e);
    }
  }
}
