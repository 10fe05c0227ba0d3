package io.warnserver.distribution;

import static io.warnserver.distribution.TestServer.COUNTRY;
import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.distribution.testing.ArrivingKey;
import io.warnserver.distribution.testing.InMemoryStore.StoredObject;
import io.warnserver.distribution.testing.PhonePackage;
import io.warnserver.distribution.testing.TestSigningKeys;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DistributionTest {

  private static final Instant TEN = Instant.parse("2026-03-02T10:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  private final TestServer server =
      new TestServer("warn.supported-countries", "AT,DE,FR", "warn.distribution.min-keys", "1");

  @Test
  void nothingYet_publishesConfigurationAndEmptyIndexes() {
    RunResult result = server.completeAfter(TEN);

    assertThat(result.packages()).isZero();
    assertThat(result.keys()).isZero();
    assertThat(result.configurationFaults()).isEmpty();
    assertThat(server.store.paths())
        .containsExactly(
            "version",
            "version/v1/app_config_android",
            "version/v1/app_config_ios",
            "version/v1/configuration/country",
            "version/v1/configuration/country/DE/app_config",
            COUNTRY,
            COUNTRY + "/EUR/date");
    assertThat(result.objects()).isEqualTo(7);
    assertThat(server.store.text("version")).isEqualTo("[\"v1\"]");
    assertThat(server.store.text(COUNTRY)).isEqualTo("[\"EUR\"]");
    assertThat(server.store.text(COUNTRY + "/EUR/date")).isEqualTo("[]");
    assertThat(server.store.text("version/v1/configuration/country")).isEqualTo("[\"DE\"]");
  }

  @Test
  void keyOfTheLastHour_isInItsPackage() {
    ArrivingKey key = server.keys.readyAt(TEN);
    server.arrive(key);

    RunResult result = server.completeAfter(TEN.plus(HOUR));

    assertThat(result.packages()).isEqualTo(2);
    assertThat(result.keys()).isEqualTo(2);
    assertThat(server.trees()).containsExactly("DE", "EUR");
    assertThat(server.hours("DE", "2026-03-02")).containsExactly("10");
    PhonePackage opened = server.hour("DE", "2026-03-02", 10);
    assertThat(opened.keyData()).containsExactly(key.data());
    assertThat(opened.keys().get(0).rollingStart()).isEqualTo(key.rollingStart());
    assertThat(opened.keys().get(0).riskLevel()).isEqualTo(key.riskLevel());
    assertThat(server.hour("EUR", "2026-03-02", 10).keyData()).containsExactly(key.data());
  }

  @Test
  void keyOfTheCurrentHour_waitsUntilItHasEnded() {
    server.arrive(server.keys.readyAt(TEN));

    server.completeAfter(TEN);
    assertThat(server.store.packages()).isEmpty();
    server.completeAfter(TEN.plus(HOUR));
    assertThat(server.store.packages()).hasSize(2);
  }

  @Test
  void packages_arePutBeforeHoursBeforeDatesBeforeCountries() {
    server.completeAfter(TEN.minus(HOUR));
    server.store.forgetSteps();
    server.arrive(server.keys.readyAt(TEN));

    server.completeAfter(TEN.plus(HOUR));

    assertThat(server.store.steps())
        .containsExactly(
            "put ledger-marker",
            "put " + COUNTRY + "/DE/date/2026-03-02/hour/10",
            "put " + COUNTRY + "/EUR/date/2026-03-02/hour/10",
            "put " + COUNTRY + "/DE/date/2026-03-02/hour",
            "put " + COUNTRY + "/EUR/date/2026-03-02/hour",
            "put " + COUNTRY + "/DE/date",
            "put " + COUNTRY);
  }

  @Test
  void unchangedTree_costsNothing() {
    server.arrive(server.keys.readyAt(TEN, 5));
    server.completeAfter(TEN.plus(HOUR));
    server.store.forgetSteps();

    RunResult result = server.completeAfter(TEN.plus(HOUR).plusSeconds(1200));

    assertThat(server.store.steps()).isEmpty();
    assertThat(result.objects()).isZero();
    assertThat(result.packages()).isZero();
    assertThat(result.keys()).isZero();
  }

  @Test
  void runs_areCountedWithWhatTheyPublished() {
    server.arrive(server.keys.readyAt(TEN));
    server.completeAfter(TEN.plus(HOUR));
    server.store.letRead(path -> false);
    server.runAfter(TEN.plus(HOUR));
    server.pause();
    server.runAfter(TEN.plus(HOUR));

    assertThat(runs("completed")).isEqualTo(1);
    assertThat(runs("failed")).isEqualTo(1);
    assertThat(runs("paused")).isEqualTo(1);
    assertThat(runs("busy")).isZero();
    assertThat(server.counted("warn.distribution.packages")).isEqualTo(2);
    assertThat(server.counted("warn.distribution.keys.published")).isEqualTo(2);
  }

  private long runs(String outcome) {
    return server.meters.get("warn.distribution.runs").tag("outcome", outcome).timer().count();
  }

  @Test
  void keysAboveTheLargestPackage_areShownAsCarriedOver() {
    server.set("warn.distribution.min-keys", "1", "warn.distribution.max-keys", "200");
    server.arrive(server.keys.readyAt(TEN, 500));

    server.completeAfter(TEN.plus(HOUR));

    assertThat(server.meters.get("warn.distribution.keys.carried_over").gauge().value())
        .as("300 in each of two trees")
        .isEqualTo(600);
  }

  @Test
  void everyObject_hasTheHashOfItsContent() throws GeneralSecurityException {
    server.arrive(server.keys.readyAt(TEN, 5));
    server.completeAfter(TEN.plus(HOUR));

    for (Map.Entry<String, StoredObject> entry : server.store.objects().entrySet()) {
      StoredObject object = entry.getValue();
      byte[] content =
          object.index()
              ? object.bytes()
              : PhonePackage.signedContent(object.bytes(), TestSigningKeys.one());
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      assertThat(object.hash())
          .as(entry.getKey())
          .isEqualTo(HexFormat.of().formatHex(md5.digest(md5.digest(content))));
    }
  }

  @Test
  void publishedPackage_remembersItsEtag() {
    server.arrive(server.keys.readyAt(TEN));
    server.completeAfter(TEN.plus(HOUR));

    assertThat(server.database.rows("select etag from key_package where tree = 'DE'"))
        .containsExactly(
            "\""
                + server.store.objects().get(COUNTRY + "/DE/date/2026-03-02/hour/10").hash()
                + "\"");
  }

  @Test
  void hoursWithoutKeys_areSignedPackagesWithoutKeys() {
    server.arrive(server.keys.readyAt(TEN));

    server.completeAfter(TEN.plus(HOUR.multipliedBy(4)));

    assertThat(server.hours("DE", "2026-03-02")).containsExactly("10", "11", "12", "13");
    assertThat(server.hour("DE", "2026-03-02", 12).keys()).isEmpty();
  }

  @Test
  void dayThatEnded_hasTheUnionOfItsHours() {
    TreeSet<String> all = new TreeSet<>();
    for (int hour = 10; hour < 24; hour++) {
      ArrivingKey key = server.keys.readyAt(TEN.plus(HOUR.multipliedBy(hour - 10)));
      all.add(key.data());
      server.arrive(key);
      server.completeAfter(TEN.plus(HOUR.multipliedBy(hour - 9)));
      assertThat(server.days("DE")).hasSize(hour == 23 ? 1 : 0);
    }

    assertThat(server.days("DE")).containsExactly("2026-03-02");
    assertThat(server.day("DE", "2026-03-02").keyData()).isEqualTo(all);
    assertThat(server.day("EUR", "2026-03-02").keyData()).isEqualTo(all);
  }

  @Test
  void hoursWhileTheServerWasDown_arePublishedByTheNextRun() {
    server.arrive(server.keys.readyAt(TEN));
    server.completeAfter(TEN.plus(HOUR));
    server.arrive(server.keys.readyAt(TEN.plus(HOUR)));

    RunResult result = server.completeAfter(TEN.plus(HOUR.multipliedBy(30)));

    assertThat(result.packages()).isEqualTo(2 * (29 + 1));
    assertThat(server.hours("DE", "2026-03-02")).hasSize(14);
    assertThat(server.hours("DE", "2026-03-03")).hasSize(16);
    assertThat(server.days("DE")).containsExactly("2026-03-02");
  }

  @Test
  void noObject_holdsAnythingOfTheSubmission() {
    server.arrive(server.keys.readyAt(TEN, 3));
    server.completeAfter(TEN.plus(HOUR));

    assertThat(server.store.paths())
        .allSatisfy(path -> assertThat(path).matches("[a-zA-Z0-9/_-]+"));
    assertThat(new String(server.store.bytes(COUNTRY), StandardCharsets.UTF_8))
        .isEqualTo("[\"DE\",\"EUR\"]");
  }
}
