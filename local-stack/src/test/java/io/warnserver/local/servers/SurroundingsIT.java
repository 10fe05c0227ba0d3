package io.warnserver.local.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.time.ReadsTheMachineClock;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SurroundingsIT {

  private static Surroundings surroundings;

  @BeforeAll
  @ReadsTheMachineClock
  static void start() {
    surroundings = Surroundings.startTemporary(Clock.systemUTC());
  }

  @AfterAll
  static void end() {
    surroundings.close();
    assertThat(surroundings.directory().root()).doesNotExist();
  }

  @ParameterizedTest
  @EnumSource
  void everyRole_worksInItsSchemaOfADevelopmentDatabase(DatabaseRole role) throws SQLException {
    assertThat(
            ask(
                role,
                "select current_user || ' ' || current_schema || ' ' || current_setting('warn.mode')"))
        .isEqualTo(role.login() + " warn development");
    assertThat(ask(role, "select has_schema_privilege('warn', 'create')::text"))
        .isEqualTo(String.valueOf(role == DatabaseRole.MIGRATION));
  }

  @Test
  void otherRole_seesNothingOfANewTable() throws SQLException {
    try (Connection connection = surroundings.database().connect(DatabaseRole.MIGRATION);
        Statement statement = connection.createStatement()) {
      statement.execute("create table secret (a int)");
      statement.execute("create function answer() returns int language sql return 42");
    }
    for (DatabaseRole role : DatabaseRole.values()) {
      if (role != DatabaseRole.MIGRATION) {
        assertThatThrownBy(() -> ask(role, "select count(*)::text from secret"))
            .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> ask(role, "select answer()::text"))
            .hasMessageContaining("permission denied");
      }
    }
  }

  @Test
  void database_losesNothingAndAsksForPasswords() throws SQLException {
    assertThat(
            ask(
                DatabaseRole.SUBMISSION,
                "select current_setting('fsync') || current_setting('synchronous_commit')"))
        .isEqualTo("onon");
    try (Connection connection = surroundings.database().connectAsSuperuser();
        Statement statement = connection.createStatement();
        ResultSet rules =
            statement.executeQuery(
                "select string_agg(distinct auth_method, ',') from pg_hba_file_rules")) {
      rules.next();
      assertThat(rules.getString(1)).isEqualTo("scram-sha-256");
    }
  }

  @Test
  void objectStore_keepsAnObjectThatIsAPrefixToo() throws Exception {
    URI base = surroundings.objectStore().publicAddress();

    assertThat(put(base.resolve("version"), "a").statusCode()).isEqualTo(200);
    assertThat(put(base.resolve("version/v1"), "b").statusCode()).isEqualTo(200);
    assertThat(get(base.resolve("version"))).isEqualTo("a");
    assertThat(get(base.resolve("version/v1"))).isEqualTo("b");
  }

  @Test
  void secrets_areFilesNamedAsTheSettings() throws Exception {
    for (var secret : surroundings.secretValues().entrySet()) {
      Path file = surroundings.secretsDirectory().resolve(secret.getKey());
      assertThat(Files.readString(file)).isEqualTo(secret.getValue()).startsWith("development-");
      assertThat(surroundings.settings()).doesNotContainKey(secret.getKey());
    }
  }

  private static String ask(DatabaseRole role, String question) throws SQLException {
    try (Connection connection = surroundings.database().connect(role);
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(question)) {
      answer.next();
      return answer.getString(1);
    }
  }

  private static HttpResponse<Void> put(URI address, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(address).PUT(BodyPublishers.ofString(body)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding());
  }

  private static String get(URI address) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(address).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }
}
