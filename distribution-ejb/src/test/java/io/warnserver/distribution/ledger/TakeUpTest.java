package io.warnserver.distribution.ledger;

import static io.warnserver.distribution.ledger.LedgerFixture.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.distribution.testing.ArrivingKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TakeUpTest {

  private static final Instant YESTERDAY = Instant.parse("2026-03-01T20:00:00Z");

  private final LedgerFixture fixture = new LedgerFixture();

  /** The cases of policy 1 and their neighbours. */
  @ParameterizedTest(name = "expiry {0}, submitted {1}: hour {2}")
  @CsvSource({
    "00:00, -, 2",
    "00:50, -, 2",
    "01:00, -, 3",
    "00:00, 02:30, 2",
    "00:00, 09:59, 9",
    "00:10, -, 2",
    "00:00, 02:59, 2",
    "00:00, 03:00, 3",
    "21:50, -, 23",
    "22:00, -, 24",
    "09:20, 08:00, 11"
  })
  void dueHour_containsTheLaterOfSubmissionAndExpiryTwoHoursOn(
      String expiry, String submitted, int hour) {
    fixture.takeUp(
        fixture
            .keys
            .readyAt(YESTERDAY)
            .expiringAt(at(expiry))
            .submittedAt(submitted.equals("-") ? YESTERDAY : at(submitted)));

    assertThat(dueHours(LedgerFixture.policy(true, true)))
        .containsExactly("DE " + hour, "EUR " + hour);
  }

  @Test
  void shortRollingPeriod_isDueByItsOwnExpiry() {
    ArrivingKey fullDay = fixture.keys.readyAt(YESTERDAY).expiringAt(at("09:00"));

    fixture.takeUp(fullDay.withPeriod(132));

    assertThat(dueHours(LedgerFixture.policy(true, true))).containsExactly("DE 9", "EUR 9");
  }

  /** Every row of "Which key goes where". */
  @ParameterizedTest(name = "from {0}, visited {1}, per country {2}: {3}")
  @CsvSource({
    // Own origin: always the own country; others only by the setting.
    "DE, DE, true, DE EUR",
    "DE, DE, false, DE EUR",
    "DE, 'DE', true, DE EUR",
    "DE, 'AT,DE', true, AT DE EUR",
    "DE, 'AT,DE', false, DE EUR",
    "DE, 'AT,DE,FR', true, AT DE EUR FR",
    "DE, 'AT,DE,FR', false, DE EUR",
    "DE, 'AT,DE,XX', true, AT DE EUR",
    "DE, 'AT', true, AT DE EUR",
    "DE, 'AT', false, DE EUR",
    // Foreign origin, own country visited: the own country alone.
    "AT, 'AT,DE', true, DE EUR",
    "AT, 'AT,DE', false, DE EUR",
    "AT, 'AT,DE,FR', true, DE EUR",
    "XX, 'DE', false, DE EUR",
    // Foreign origin otherwise: each visited supported country.
    "AT, 'AT', true, AT EUR",
    "AT, 'AT', false, AT EUR",
    "AT, 'AT,FR', true, AT EUR FR",
    "AT, 'AT,FR', false, AT EUR FR",
    "XX, 'FR,XX', true, EUR FR",
    "XX, 'XX', false, EUR",
    // No visited countries: the origin.
    "DE, '', true, DE EUR",
    "DE, '', false, DE EUR",
    "AT, '', true, AT EUR",
    "AT, '', false, AT EUR"
  })
  void trees_areThoseOfOriginAndVisitedCountries(
      String origin, String visited, boolean perCountryPackages, String trees) {
    fixture.database.arrive(
        List.of(
            fixture
                .keys
                .readyAt(YESTERDAY)
                .from(origin)
                .visiting(visited.isEmpty() ? new String[0] : visited.split(",", -1))));

    assertThat(WaitingPlaces.in(fixture.database, LedgerFixture.policy(perCountryPackages, true)))
        .containsOnlyKeys(trees.split(" ", -1));
  }

  @Test
  void policiesOfOwnOnly_otherCountriesGetKeysAtOnce() {
    fixture.database.arrive(
        List.of(
            fixture
                .keys
                .readyAt(YESTERDAY)
                .expiringAt(at("09:00"))
                .submittedAt(at("01:00"))
                .visiting("AT", "DE", "FR")));

    assertThat(dueHours(LedgerFixture.policy(true, false)))
        .containsExactly("AT 1", "DE 11", "EUR 11", "FR 1");
  }

  @Test
  void keyAsItArrived_isStoredAndNoLongerArriving() {
    ArrivingKey key =
        fixture.keys.readyAt(YESTERDAY).withRisk(6).withPeriod(100).from("AT").visiting("AT", "FR");

    fixture.takeUp(key);

    assertThat(
            fixture.database.rows(
                "select encode(entry, 'hex'), expiry, origin, visited_countries, submission_hour"
                    + " from waiting_key"))
        .containsExactly(
            key.data()
                + "%08x00640006 ".formatted(key.rollingStart())
                + (key.rollingStart() + 100)
                + " AT AT,FR "
                + key.submissionHour());
    assertThat(
            fixture.database.rows("select encode(key_data, 'hex'), submission_hour from known_key"))
        .containsExactly(key.data() + " " + key.submissionHour());
    assertThat(fixture.database.number("select count(*) from incoming_key")).isZero();

    fixture.planHour(0, 1);

    assertThat(
            fixture.database.rows(
                "select tree, encode(key_data, 'hex'), rolling_start, rolling_period,"
                    + " transmission_risk_level from placed_key order by tree"))
        .containsExactly(
            "AT " + key.data() + " " + key.rollingStart() + " 100 6",
            "EUR " + key.data() + " " + key.rollingStart() + " 100 6",
            "FR " + key.data() + " " + key.rollingStart() + " 100 6");
    assertThat(fixture.database.number("select count(*) from waiting_key")).isZero();
  }

  /** Else they would wait for another hour. */
  @Test
  void keysThatAreBeingMixed_areTakenUpWhenThatIsDone() throws Exception {
    fixture.database.arrive(
        List.of(fixture.keys.readyAt(YESTERDAY), fixture.keys.readyAt(YESTERDAY)));
    CompletableFuture<Map<String, Integer>> waiting;
    try (Connection mixing = fixture.database.connect("warn_submission");
        Statement statement = mixing.createStatement()) {
      mixing.setAutoCommit(false);
      statement.execute("select mix_arrivals()");
      waiting =
          CompletableFuture.supplyAsync(
              () -> WaitingPlaces.in(fixture.database, LedgerFixture.policy(true, true)));
      awaitWaitingForAnAdvisoryLock();
      mixing.commit();
    }

    assertThat(waiting.get(20, TimeUnit.SECONDS)).containsEntry("EUR", 2);
    assertThat(fixture.database.number("select count(*) from incoming_key")).isZero();
  }

  private void awaitWaitingForAnAdvisoryLock() throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (fixture.database.number(
            "select count(*) from pg_locks where locktype = 'advisory' and not granted")
        == 0) {
      assertThat(System.nanoTime()).as("nobody waits").isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  @Test
  void keyThatIsStored_isPassedOver() {
    ArrivingKey key = fixture.keys.readyAt(YESTERDAY);
    fixture.takeUp(key);

    fixture.takeUp(key.visiting("AT", "DE").withRisk(8), fixture.keys.readyAt(YESTERDAY));

    assertThat(WaitingPlaces.in(fixture.database, LedgerFixture.policy(true, true)))
        .containsExactlyInAnyOrderEntriesOf(Map.of("DE", 2, "EUR", 2));
    assertThat(fixture.database.number("select count(*) from known_key")).isEqualTo(2);
    assertThat(fixture.database.number("select count(*) from incoming_key")).isZero();
  }

  @Test
  void keyThatWasPublished_isNotPublishedAgain() {
    ArrivingKey key = fixture.keys.readyAt(YESTERDAY);
    fixture.takeUp(key);
    fixture.planHour(0, 1);

    fixture.takeUp(key);

    assertThat(fixture.hours("DE")).containsExactly(key.data() + " 0");
    assertThat(fixture.hours("EUR")).containsExactly(key.data() + " 0");
  }

  @Test
  void rolesOfOthers_cannotSeeOrChangeWhatIsNotTheirs() throws SQLException {
    fixture.takeUp(fixture.keys.readyAt(YESTERDAY));

    assertRefused("warn_submission", "select * from incoming_key");
    assertRefused("warn_submission", "delete from incoming_key");
    assertRefused("warn_submission", "select * from known_key");
    assertRefused("warn_submission", "select * from placed_key");
    assertRefused("warn_federation", "select * from known_key");
    assertRefused("warn_federation", "update package_keys set package_hour = 1");
    assertRefused("warn_distribution", "insert into incoming_key select * from known_key");
    assertRefused("warn_distribution", "select * from federation_upload_key");
    assertRefused("warn_distribution", "drop table tree");
  }

  private void assertRefused(String role, String sql) throws SQLException {
    try (Connection connection = fixture.database.connect(role);
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute(sql))
          .as("%s: %s", role, sql)
          .isInstanceOf(SQLException.class)
          .hasFieldOrPropertyWithValue("SQLState", "42501");
    }
  }

  private List<String> dueHours(RoutingPolicy policy) {
    List<String> hours = new ArrayList<>();
    var unused =
        fixture.ledger.plan(
            policy,
            state -> {
              state
                  .waiting()
                  .keySet()
                  .forEach(
                      due ->
                          hours.add(
                              state.tree() + " " + (due.value() - LedgerFixture.FIRST.value())));
              return List.of();
            });
    return hours;
  }
}
