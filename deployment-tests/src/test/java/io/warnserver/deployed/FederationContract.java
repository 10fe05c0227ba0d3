package io.warnserver.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.local.certificates.CertificateRole;
import io.warnserver.local.certificates.FederationCertificates;
import io.warnserver.local.certificates.IssuedCertificate;
import io.warnserver.managed.ManagedServer;
import io.warnserver.managed.Waiting;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * The exchange with the stand-in gateway. Its listener for the gateway's calls is looked at by
 * {@link ListenerContract}, too.
 */
interface FederationContract {

  /** After the tests that count keys, before those that start the server anew. */
  int LATE = Integer.MAX_VALUE - 10;

  /** Hints are looked for every ten seconds. */
  Duration LIMIT = Duration.ofSeconds(100);

  /** The server under test; it uploads batches of five keys and more. */
  ManagedServer managed();

  /** The same, as clients see it. */
  DeployedServer server();

  @Test
  @Order(LATE)
  default void keysOfPeopleWhoAgreed_goOutAndOtherCountriesKeysComeIn() throws Exception {
    KeyExchange exchange = exchange();
    int sent = exchange.gateway().keyDataOf("DE").size();
    exchange.submitWithConsent();
    assertThat(exchange.run("federation/uploads")).contains("\"batches\":1");
    assertThat(exchange.gateway().keyDataOf("DE")).hasSizeGreaterThanOrEqualTo(sent + 5);
    assertThat(exchange.read("federation/uploads/batches")).contains("\"state\":\"uploaded\"");

    exchange.run("federation/downloads");
    int before = exchange.storedOf("FR");
    exchange.seed("FR", 7);
    assertThat(exchange.run("federation/downloads")).contains("\"keys\":7");
    assertThat(exchange.storedOf("FR")).isEqualTo(before + 7);
    assertThat(exchange.read("federation/downloads/batches"))
        .contains("\"state\":\"stored\"", "\"country\":\"FR\"", "\"finding\":\"VERIFIED\"");
  }

  @Test
  @Order(LATE)
  default void answerToAnUploadThatIsLost_isFoundOutByTheNextRun() throws Exception {
    exchange().loseTheAnswerToAnUpload();
  }

  @Test
  @Order(LATE + 1)
  default void batchThatIsCut_isTriedAgainLater() throws Exception {
    exchange().cutABatch();
  }

  @Test
  @Order(LATE)
  default void gatewaysCall_isFollowedByADownload() throws Exception {
    KeyExchange exchange = exchange();
    int before = exchange.storedOf("NL");
    exchange.seed("NL", 6);
    exchange.gateway().batchUploads();
    String query = "?batchTag=%s-1&date=%s";
    LocalDate today = LocalDate.ofInstant(server().clock().instant(), ZoneOffset.UTC);
    URI call =
        URI.create(
            "https://127.0.0.1:"
                + managed().folder().ports().callback()
                + "/federation/callback"
                + query.formatted(today.toString().replace("-", ""), today));
    HttpClient gateway =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(managed().folder().tls().caller())
            .build();

    assertThat(
            gateway
                .send(HttpRequest.newBuilder(call).build(), BodyHandlers.discarding())
                .statusCode())
        .isEqualTo(204);

    Waiting.until(LIMIT, () -> exchange.storedOf("NL") == before + 6);
  }

  /** As docs/operations/federation-onboarding.md says: registered, then the file replaced. */
  @Test
  @Order(LATE)
  default void newCertificates_areUsedByTheNextRun() throws Exception {
    KeyExchange exchange = exchange();
    FederationCertificates certificates =
        exchange.server().surroundings().federation().certificates();
    for (CertificateRole role :
        new CertificateRole[] {CertificateRole.SIGNING, CertificateRole.AUTHENTICATION}) {
      IssuedCertificate renewed = certificates.renew("DE", role);
      exchange.gateway().register("DE", role, renewed.certificate());
      exchange.gateway().revoke(certificates.of("DE", role).certificate());
    }
    int sent = exchange.gateway().keyDataOf("DE").size();
    exchange.submitWithConsent();

    assertThat(exchange.run("federation/uploads")).contains("\"batches\":1");
    assertThat(exchange.gateway().keyDataOf("DE")).hasSizeGreaterThanOrEqualTo(sent + 5);
  }

  private KeyExchange exchange() {
    return new KeyExchange(server());
  }
}
