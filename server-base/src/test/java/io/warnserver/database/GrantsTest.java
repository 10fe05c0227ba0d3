package io.warnserver.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.testing.PostgresDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each role may do, and that it may do no more. */
class GrantsTest {

  private static final String PERMISSION_DENIED = "42501";

  /** A table and what submission, distribution and federation may do with it. */
  private static final String[] RIGHTS = {
    "incoming_key          | INSERT | SELECT DELETE               | INSERT",
    "federation_upload_key | INSERT |                             | SELECT UPDATE DELETE",
    "known_key             |        | SELECT INSERT UPDATE DELETE |",
    "waiting_key           |        | SELECT INSERT UPDATE DELETE |",
    "tree                  |        | SELECT INSERT UPDATE DELETE |",
    "package_keys          |        | SELECT INSERT UPDATE DELETE |",
    "placed_key            |        | SELECT                      |",
    "key_package           |        | SELECT INSERT UPDATE DELETE |",
    "published_file        |        | SELECT INSERT UPDATE DELETE |",
    "lease                 |        | SELECT INSERT UPDATE DELETE | SELECT INSERT UPDATE DELETE",
    "publishing            |        | SELECT UPDATE               |",
    "distribution_run      |        | SELECT INSERT UPDATE DELETE |",
    "revocation            |        | SELECT INSERT UPDATE DELETE |",
    "revocation_key        |        | SELECT INSERT UPDATE DELETE |",
    "revoked_key           |        | SELECT INSERT UPDATE DELETE | SELECT(key_hash)",
    "revoked_package       |        | SELECT INSERT UPDATE DELETE |",
    "tan_verdict           | SELECT INSERT UPDATE DELETE | |",
    "federation_outgoing_key      | | | SELECT INSERT UPDATE DELETE",
    "federation_upload_batch      | | | SELECT INSERT UPDATE DELETE",
    "federation_download_batch    | | | SELECT INSERT UPDATE DELETE",
    "federation_download_country  | | | SELECT INSERT UPDATE DELETE",
    "federation_refused_keys      | | | SELECT INSERT UPDATE DELETE",
    "federation_download_position | | | SELECT UPDATE",
    "federation_callback_hint     | | | SELECT INSERT UPDATE DELETE",
    "writable              | SELECT | SELECT                      | SELECT",
    "flyway_schema_history |        |                             |"
  };

  private static final List<String> PRIVILEGES =
      List.of("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER");

  /** Those that can be granted for a column alone. */
  private static final List<String> OF_COLUMNS =
      List.of("SELECT", "INSERT", "UPDATE", "REFERENCES");

  private final PostgresDatabase database =
      PostgresDatabase.migrated(role -> new Schema(role).migrate());

  static Stream<String> rights() {
    return Arrays.stream(RIGHTS);
  }

  @AfterEach
  void clear() throws SQLException {
    database.execute("warn_migration", "truncate incoming_key, federation_upload_key");
  }

  @ParameterizedTest
  @MethodSource("rights")
  void role_mayDoThisAndNothingElse(String line) throws SQLException {
    String[] row = line.split("\\|", -1);

    assertThat(privileges("warn_submission", row[0].strip())).isEqualTo(row[1].strip());
    assertThat(privileges("warn_distribution", row[0].strip())).isEqualTo(row[2].strip());
    assertThat(privileges("warn_federation", row[0].strip())).isEqualTo(row[3].strip());
  }

  @Test
  void everyTableAndView_isInTheListAbove() throws SQLException {
    List<String> listed = rights().map(line -> line.split("\\|", -1)[0].strip()).toList();

    assertThat(
            database.rows(
                "select table_name::text from information_schema.tables"
                    + " where table_schema = 'warn'"))
        .containsExactlyInAnyOrderElementsOf(listed);
  }

  /** A function and who may call it. */
  @ParameterizedTest
  @CsvSource({
    "mix_arrivals(), warn_submission",
    "hold_arrivals(), warn_distribution warn_federation"
  })
  void function_isForTheseAndNobodyElse(String function, String callers) throws SQLException {
    assertThat(
            database.rows(
                "select rolname::text from pg_roles where not rolsuper"
                    + " and rolname <> 'warn_migration' and rolname not like 'pg\\_%'"
                    + " and has_function_privilege(rolname, 'warn."
                    + function
                    + "', 'EXECUTE') order by 1"))
        .containsExactly(callers.split(" "));
  }

  @Test
  void everyFunction_isInTheListAbove() throws SQLException {
    assertThat(
            database.rows(
                "select proname::text from pg_proc where pronamespace = 'warn'::regnamespace"))
        .containsExactlyInAnyOrder("mix_arrivals", "hold_arrivals");
  }

  @ParameterizedTest
  @ValueSource(strings = {"warn_submission", "warn_distribution", "warn_federation"})
  void role_mayMakeNothing(String role) {
    assertDenied(role, "create table warn.mine (a int)");
    assertDenied(role, "create schema mine");
  }

  @Test
  void anotherLogin_mayNotConnect() throws SQLException {
    database.execute("postgres", "create role stranger login");
    try {
      assertDenied("stranger", "select 1");
    } finally {
      database.execute("postgres", "drop role stranger");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "warn_submission, incoming_key",
    "warn_submission, federation_upload_key",
    "warn_federation, incoming_key"
  })
  void inserting_succeeds(String role, String table) throws SQLException {
    database.execute(role, insert(table));
    assertThatCode(() -> database.execute(role, insert(table) + " on conflict do nothing"))
        .doesNotThrowAnyException();

    assertThat(database.rows("select count(*) from " + table)).containsExactly("1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select * from incoming_key",
        "select count(*) from incoming_key",
        "update incoming_key set origin = 'FR'",
        "delete from incoming_key",
        "truncate incoming_key",
        "select * from federation_upload_key",
        "delete from federation_upload_key",
        "select * from known_key",
        "select * from placed_key",
        "select * from lease"
      })
  void submission_mayReadAndChangeNothing(String statement) {
    assertDenied("warn_submission", statement);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select * from federation_upload_key",
        "update incoming_key set origin = 'FR'",
        "truncate known_key"
      })
  void distribution_mayNotSeeTheFederationsQueue(String statement) {
    assertDenied("warn_distribution", statement);
  }

  @ParameterizedTest
  @ValueSource(strings = {"select * from incoming_key", "select * from known_key"})
  void federation_mayNotReadKeys(String statement) {
    assertDenied("warn_federation", statement);
  }

  private void assertDenied(String role, String statement) {
    assertThatThrownBy(() -> database.execute(role, statement))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(PERMISSION_DENIED));
  }

  private String privileges(String role, String table) throws SQLException {
    List<String> held = new ArrayList<>();
    for (String privilege : PRIVILEGES) {
      String question =
          "select has_table_privilege('%s', 'warn.%s', '%s')".formatted(role, table, privilege);
      if (database.rows(question).equals(List.of("t"))) {
        held.add(privilege);
      } else if (OF_COLUMNS.contains(privilege)) {
        for (String column : columns(role, table, privilege)) {
          held.add(privilege + "(" + column + ")");
        }
      }
    }
    return String.join(" ", held);
  }

  private List<String> columns(String role, String table, String privilege) {
    return database.rows(
        "select attname::text from pg_attribute where attrelid = 'warn.%s'::regclass and attnum > 0"
                .formatted(table)
            + " and not attisdropped and has_column_privilege('%s', attrelid, attnum, '%s') order by 1"
                .formatted(role, privilege));
  }

  private static String insert(String table) {
    return "insert into "
        + table
        + " values ('\\x00112233445566778899aabbccddeeff', 2947392, 144, 5, 0, 1, 'DE', 'DE', 491232)";
  }
}
