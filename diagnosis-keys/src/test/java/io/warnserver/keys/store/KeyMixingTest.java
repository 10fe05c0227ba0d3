package io.warnserver.keys.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.database.Schema;
import io.warnserver.testing.PostgresDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the rows of keys that wait say of who came together. */
class KeyMixingTest {

  private static final int SUBMISSIONS = 3;
  private static final int MOST = 100_000;

  private final PostgresDatabase database =
      PostgresDatabase.migrated(role -> new Schema(role).migrate());

  @AfterEach
  void clear() throws SQLException {
    database.execute("warn_migration", "truncate incoming_key, federation_upload_key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"incoming_key", "federation_upload_key"})
  void keysOfSeveralSubmissions_areOfOneTransactionInTheOrderOfTheirData(String table)
      throws SQLException {
    submit(table);
    List<String> before = database.rows("select * from " + table + " order by key_data");
    assertThat(transactions(table)).isEqualTo(SUBMISSIONS);

    mix();

    assertThat(transactions(table)).isEqualTo(1);
    assertThat(database.rows("select encode(key_data, 'hex') from " + table + " order by ctid"))
        .hasSize(SUBMISSIONS * 14)
        .isSorted();
    assertThat(database.rows("select * from " + table + " order by key_data")).isEqualTo(before);
  }

  /** Later ones join those that were mixed before: the more the better. */
  @Test
  void keysThatComeLater_areMixedWithTheFormerOnes() throws SQLException {
    submit("incoming_key");
    mix();
    submit("incoming_key");

    mix();

    assertThat(transactions("incoming_key")).isEqualTo(1);
  }

  @Test
  void keysThatSomebodyHolds_areLeftAsTheyAre() throws SQLException {
    submit("incoming_key");
    try (Connection holder = database.as("warn_distribution").getConnection();
        Statement statement = holder.createStatement()) {
      holder.setAutoCommit(false);
      statement.execute("select hold_arrivals()");

      mix();
      assertThat(transactions("incoming_key")).isEqualTo(SUBMISSIONS);

      holder.commit();
    }
    mix();
    assertThat(transactions("incoming_key")).isEqualTo(1);
  }

  @Test
  void veryManyKeys_areLeftAsTheyAre() throws SQLException {
    submit("incoming_key");
    database.execute("warn_submission", insert("incoming_key", 100, MOST));

    mix();

    assertThat(transactions("incoming_key")).isEqualTo(SUBMISSIONS + 1);
  }

  @Test
  void noKeys_areNoReasonToFail() throws SQLException {
    mix();

    assertThat(database.rows("select * from incoming_key")).isEmpty();
  }

  private void mix() throws SQLException {
    database.execute("warn_submission", "select mix_arrivals()");
  }

  private void submit(String table) throws SQLException {
    for (int submission = 0; submission < SUBMISSIONS; submission++) {
      database.execute("warn_submission", insert(table, submission, 14));
    }
  }

  /** Keys with random data, in one transaction. */
  private static String insert(String table, int salt, int count) {
    return "insert into "
        + table
        + " select decode(md5(random()::text || "
        + salt
        + " || i), 'hex'), 2947392, 144, 5, 0, 1, 'DE', 'DE', 491232 from generate_series(1, "
        + count
        + ") i";
  }

  private int transactions(String table) throws SQLException {
    return database.rows("select distinct xmin::text from " + table).size();
  }
}
