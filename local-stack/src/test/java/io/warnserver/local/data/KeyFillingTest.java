package io.warnserver.local.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.database.Schema;
import io.warnserver.keys.HourNumber;
import io.warnserver.testing.PostgresDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyFillingTest {

  private static final HourNumber END = HourNumber.startOf(LocalDate.of(2026, 11, 23));
  private static final List<String> COUNTRIES = List.of("DE", "FR", "NL");

  private final PostgresDatabase database =
      PostgresDatabase.migrated(role -> new Schema(role).migrate());

  @Test
  void plan_isInTheTableKeyByKey() throws SQLException {
    KeyPlan plan = KeyPlan.ofOneOrigin(20_000, 336, COUNTRIES, 1);

    assertThat(fill(plan)).isEqualTo(20_000);

    assertThat(ask("select count(*)::text from warn.incoming_key")).isEqualTo("20000");
    assertThat(
            ask(
                "select min(submission_hour) || ' ' || max(submission_hour)"
                    + " from warn.incoming_key"))
        .isEqualTo(END.plus(-336).value() + " " + END.plus(-1).value());
    GeneratedKey first = new KeyGenerator(plan, END).next();
    assertThat(
            ask(
                "select concat_ws(' ', rolling_start, rolling_period, transmission_risk_level,"
                    + " days_since_onset, report_type, origin, visited_countries, submission_hour)"
                    + " from warn.incoming_key where key_data = '\\x"
                    + HexFormat.of().formatHex(first.keyData().toBytes())
                    + "'"))
        .isEqualTo(
            "%d 144 %d %d 1 DE DE,FR,NL %d",
            first.rollingStart(),
            first.transmissionRiskLevel(),
            first.daysSinceOnset(),
            END.plus(-336).value());
  }

  private long fill(KeyPlan plan) throws SQLException {
    try (Connection connection = database.as("warn_submission").getConnection()) {
      return KeyFilling.fill(connection, plan, END);
    }
  }

  private String ask(String question) {
    return database.rows(question).get(0);
  }
}
