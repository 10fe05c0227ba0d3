package io.warnserver.keys.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.keys.Country;
import io.warnserver.keys.DiagnosisKey;
import io.warnserver.keys.HourNumber;
import io.warnserver.keys.IntervalNumber;
import io.warnserver.keys.KeyData;
import io.warnserver.keys.ReportType;
import io.warnserver.testing.PostgresDatabase;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With the servers' persistence provider, as the submission's role, against a real PostgreSQL. */
class IncomingKeysTest {

  private static final Country DE = new Country("DE");
  private static final List<Country> VISITED = List.of(new Country("NL"), DE, new Country("FR"));
  private static final HourNumber HOUR = new HourNumber(491232);

  private static final PostgresDatabase DATABASE = TestDatabase.migrated();
  private static final RecordedStatements STATEMENTS =
      new RecordedStatements(DATABASE.as("warn_submission"));

  private static EntityManagerFactory factory;

  private final Random random = new Random(42);

  @BeforeAll
  static void open() {
    factory =
        Persistence.createEntityManagerFactory(
            "incoming-keys-test",
            Map.of("jakarta.persistence.nonJtaDataSource", STATEMENTS.dataSource()));
  }

  @AfterAll
  static void close() {
    factory.close();
  }

  @BeforeEach
  void forgetStatements() {
    STATEMENTS.texts().clear();
  }

  @AfterEach
  void clear() throws SQLException {
    DATABASE.execute("warn_migration", "truncate incoming_key, federation_upload_key");
  }

  @Test
  void key_isStoredWithAllItsFields() throws SQLException {
    KeyData keyData = KeyData.of(HexFormat.of().parseHex("ff112233445566778899aabbccddeeff"));
    DiagnosisKey key =
        new DiagnosisKey(
            keyData, new IntervalNumber(2_947_392), 77, 6, -14, ReportType.SELF_REPORT);

    transaction(incoming -> incoming.insert(List.of(key), DE, VISITED, HOUR));

    assertThat(
            DATABASE.rows(
                "select concat_ws('|', encode(key_data, 'hex'), rolling_start, rolling_period,"
                    + " transmission_risk_level, days_since_onset, report_type, origin,"
                    + " visited_countries, submission_hour) from incoming_key"))
        .containsExactly("ff112233445566778899aabbccddeeff|2947392|77|6|-14|3|DE|DE,FR,NL|491232");
    assertThat(DATABASE.rows("select key_data from federation_upload_key")).isEmpty();
  }

  @Test
  void keyForTheFederation_isStoredInItsQueueAlone() throws SQLException {
    transaction(incoming -> incoming.insertForFederation(keys(3), DE, VISITED, HOUR));

    assertThat(DATABASE.rows("select count(*) from federation_upload_key")).containsExactly("3");
    assertThat(DATABASE.rows("select key_data from incoming_key")).isEmpty();
  }

  @Test
  void manyKeys_areInsertedByOneStatement() throws SQLException {
    transaction(incoming -> incoming.insert(keys(140), DE, VISITED, HOUR));

    assertThat(STATEMENTS.texts())
        .singleElement()
        .asString()
        .startsWith("insert into incoming_key ")
        .endsWith(" on conflict do nothing");
    assertThat(DATABASE.rows("select count(*) from incoming_key")).containsExactly("140");
  }

  @Test
  void keys_areInsertedInTheUnsignedOrderOfTheirKeyData() throws SQLException {
    List<DiagnosisKey> keys = keys(50);

    transaction(incoming -> incoming.insert(keys, DE, VISITED, HOUR));

    List<String> expected =
        keys.stream()
            .sorted(Comparator.comparing(DiagnosisKey::keyData))
            .map(key -> HexFormat.of().formatHex(key.keyData().toBytes()))
            .toList();
    assertThat(expected).isSorted();
    assertThat(DATABASE.rows("select encode(key_data, 'hex') from incoming_key order by ctid"))
        .isEqualTo(expected);
  }

  @Test
  void noKey_asksTheDatabaseNothing() {
    transaction(
        incoming -> {
          incoming.insert(List.of(), DE, VISITED, HOUR);
          incoming.insertForFederation(List.of(), DE, VISITED, HOUR);
        });

    assertThat(STATEMENTS.texts()).isEmpty();
  }

  @Test
  void keyThatIsThereAlready_isPassedOverAndStaysAsItWas() throws SQLException {
    List<DiagnosisKey> first = keys(2);
    transaction(incoming -> incoming.insert(first, DE, VISITED, HOUR));
    List<DiagnosisKey> second = Stream.concat(first.stream(), keys(1).stream()).toList();

    transaction(incoming -> incoming.insert(second, DE, VISITED, HOUR.plus(1)));

    assertThat(
            DATABASE.rows(
                "select submission_hour || ' ' || count(*) from incoming_key"
                    + " group by submission_hour order by 1"))
        .containsExactly("491232 2", "491233 1");
  }

  @Test
  void rolledBackTransaction_leavesNothing() throws SQLException {
    EntityManager entityManager = factory.createEntityManager();
    try {
      entityManager.getTransaction().begin();
      IncomingKeys incoming = new IncomingKeys(entityManager);
      incoming.insert(keys(2), DE, VISITED, HOUR);
      incoming.insertForFederation(keys(2), DE, VISITED, HOUR);
      entityManager.getTransaction().rollback();
    } finally {
      entityManager.close();
    }

    assertThat(DATABASE.rows("select key_data from incoming_key")).isEmpty();
    assertThat(DATABASE.rows("select key_data from federation_upload_key")).isEmpty();
  }

  @Test
  void mostKeysThatSettingsAllow_areInsertedByOneStatement() throws SQLException {
    transaction(incoming -> incoming.insert(keys(100 * 100), DE, VISITED, HOUR));

    assertThat(STATEMENTS.texts()).hasSize(1);
    assertThat(DATABASE.rows("select count(*) from incoming_key")).containsExactly("10000");
  }

  private void transaction(Consumer<IncomingKeys> work) {
    EntityManager entityManager = factory.createEntityManager();
    try {
      entityManager.getTransaction().begin();
      work.accept(new IncomingKeys(entityManager));
      entityManager.getTransaction().commit();
    } finally {
      if (entityManager.getTransaction().isActive()) {
        entityManager.getTransaction().rollback();
      }
      entityManager.close();
    }
  }

  private List<DiagnosisKey> keys(int count) {
    List<DiagnosisKey> keys = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      keys.add(
          new DiagnosisKey(
              KeyData.random(random),
              new IntervalNumber(2_947_392),
              144,
              5,
              4000,
              ReportType.CONFIRMED_TEST));
    }
    return keys;
  }
}
