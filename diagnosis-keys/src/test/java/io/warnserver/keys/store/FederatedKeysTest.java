package io.warnserver.keys.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.database.Schema;
import io.warnserver.keys.Country;
import io.warnserver.keys.DiagnosisKey;
import io.warnserver.keys.HourNumber;
import io.warnserver.keys.IntervalNumber;
import io.warnserver.keys.KeyData;
import io.warnserver.keys.ReportType;
import io.warnserver.testing.LocalUnit;
import io.warnserver.testing.PostgresDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** As the role that inserts them. */
class FederatedKeysTest {

  private static final Country FRANCE = new Country("FR");

  private final PostgresDatabase database =
      PostgresDatabase.migrated(role -> new Schema(role).migrate());

  @AfterEach
  void clear() throws SQLException {
    database.execute("warn_migration", "truncate incoming_key");
  }

  @Test
  void keys_areStoredWithOriginAndVisitedCountries() throws SQLException {
    assertThat(insert(List.of(key(2, Set.of("NL", "DE")), key(1, Set.of())))).isEqualTo(2);

    assertThat(
            database.rows(
                "select concat_ws(' ', encode(key_data, 'hex'), rolling_start, rolling_period,"
                    + " transmission_risk_level, days_since_onset, report_type, origin,"
                    + " '[' || visited_countries || ']', submission_hour) from incoming_key"))
        .containsExactly(
            "01" + "00".repeat(15) + " 2947001 7 8 -3 2 FR [] 491232",
            "02" + "00".repeat(15) + " 2947001 7 8 -3 2 FR [DE,NL] 491232");
  }

  @Test
  void keyThatIsThereAlready_changesNothing() throws SQLException {
    insert(List.of(key(1, Set.of("DE"))));

    assertThat(insert(List.of(key(1, Set.of("NL")), key(2, Set.of())))).isOne();
    assertThat(database.rows("select visited_countries from incoming_key"))
        .containsExactly("DE", "");
  }

  @Test
  void noKeys_needNoStatement() throws SQLException {
    assertThat(insert(List.of())).isZero();
  }

  private int insert(List<FederatedKey> keys) throws SQLException {
    return database.transaction(
        "warn_federation",
        connection ->
            LocalUnit.named(LocalUnit.WITHOUT_ENTITIES)
                .on(
                    connection,
                    entities -> FederatedKeys.insert(entities, keys, new HourNumber(491232))));
  }

  private static FederatedKey key(int first, Set<String> visited) {
    byte[] data = new byte[KeyData.LENGTH];
    data[0] = (byte) first;
    return new FederatedKey(
        new DiagnosisKey(
            KeyData.of(data),
            new IntervalNumber(2_947_001),
            7,
            8,
            -3,
            ReportType.CONFIRMED_CLINICAL_DIAGNOSIS),
        FRANCE,
        visited.stream().map(Country::new).collect(java.util.stream.Collectors.toSet()));
  }
}
