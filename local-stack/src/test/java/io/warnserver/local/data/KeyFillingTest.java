package io.warnserver.local.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.database.Schema;
import io.warnserver.keys.HourNumber;
import io.warnserver.testing.PostgresDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeyFillingTest {

  private static final HourNumber END = HourNumber.startOf(LocalDate.of(2026, 11, 23));
  private static final List<String> COUNTRIES = List.of("DE", "FR", "NL");

  private final PostgresDatabase database =
      PostgresDatabase.migrated(role -> new Schema(role).migrate());

  @BeforeEach
  void clear() {
    database.execute("truncate warn.incoming_key, warn.federation_upload_key");
  }

  @Test
  void samePlan_givesSameKeys() throws SQLException {
    assertThat(fill(1000, 7)).isEqualTo(1000);
    List<String> keys = keys();
    clear();
    fill(1000, 7);

    assertThat(keys()).isEqualTo(keys);
  }

  /** The primary key sees to it that each is there once. */
  @Test
  void anotherSeed_givesOtherKeyData() throws SQLException {
    fill(10_000, 7);
    fill(10_000, 8);

    assertThat(database.number("select count(*) from incoming_key")).isEqualTo(20_000);
  }

  @Test
  void hours_getEvenSharesAndEndBeforeTheEnd() throws SQLException {
    fill(3360, 1);

    assertThat(
            database.rows(
                "select submission_hour, count(*) from incoming_key group by 1 order by 1"))
        .isEqualTo(IntStream.range(-336, 0).mapToObj(i -> END.plus(i).value() + " 10").toList());
  }

  @Test
  void everyKey_isDueInTheHourOfItsSubmission() throws SQLException {
    fill(10_000, 1);

    assertThat(
            database.rows(
                "select max((rolling_start + rolling_period + 12) / 6 - submission_hour) <= 0,"
                    + " max(rolling_start % 144),"
                    + " min(submission_hour / 24 - rolling_start / 144) >= 1,"
                    + " max(submission_hour / 24 - rolling_start / 144) from incoming_key"))
        .containsExactly("t 0 t 14");
  }

  @Test
  void values_areThoseThatASubmissionCanHave() throws SQLException {
    fill(1000, 1);

    assertThat(
            database.rows(
                "select distinct rolling_period, report_type, origin, visited_countries,"
                    + " min(transmission_risk_level) over (), max(transmission_risk_level) over (),"
                    + " min(days_since_onset) over (), max(days_since_onset) over ()"
                    + " from incoming_key"))
        .containsExactly("144 1 DE DE,FR,NL 1 8 -3 14");
  }

  @Test
  void severalOriginsAndHalfTheCountries_areMixedByChance() throws SQLException {
    fill(new KeyPlan(1000, 24, List.of("FR", "NL"), COUNTRIES, 50, 1));

    assertThat(database.rows("select distinct origin, visited_countries from incoming_key"))
        .containsExactlyInAnyOrder(
            "FR FR",
            "FR DE,FR",
            "FR FR,NL",
            "FR DE,FR,NL",
            "NL NL",
            "NL DE,NL",
            "NL FR,NL",
            "NL DE,FR,NL");
  }

  @Test
  void uploadQueue_getsTheSameKeys() throws SQLException {
    KeyPlan plan = KeyPlan.ofOneOrigin(1000, 336, COUNTRIES, 7);
    fill(plan);
    List<String> keys = keys();
    try (Connection connection = database.as("warn_submission").getConnection()) {
      KeyFilling.fillUploadQueue(connection, plan, END);
    }

    assertThat(database.rows("select * from federation_upload_key order by 1")).isEqualTo(keys);
  }

  private List<String> keys() {
    return database.rows("select * from incoming_key order by 1");
  }

  private long fill(int count, long seed) throws SQLException {
    return fill(KeyPlan.ofOneOrigin(count, 336, COUNTRIES, seed));
  }

  private long fill(KeyPlan plan) throws SQLException {
    try (Connection connection = database.as("warn_submission").getConnection()) {
      return KeyFilling.fill(connection, plan, END);
    }
  }
}
