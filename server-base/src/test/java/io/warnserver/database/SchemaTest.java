package io.warnserver.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.settings.Mode;
import io.warnserver.testing.PostgresDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Against a real PostgreSQL with the operator's roles. */
class SchemaTest {

  private static final Path MIGRATIONS =
      Path.of("src/main/resources/io/warnserver/database/migrations");

  private static final int LATEST = 1;

  private static final String APPLIED =
      "select count(*) from flyway_schema_history where success and version is not null";

  @Test
  void emptySchema_getsTheTables() throws SQLException {
    PostgresDatabase database = PostgresDatabase.withRoles();

    int applied = schema(database).migrate();

    assertThat(applied).isPositive();
    assertThat(database.rows(APPLIED)).containsExactly(String.valueOf(applied));
    assertThat(
            database.rows(
                "select distinct tableowner::text from pg_tables where schemaname = 'warn'"))
        .containsExactly("warn_migration");
    assertThat(database.rows("select tablename::text from pg_tables where schemaname = 'public'"))
        .isEmpty();
  }

  @Test
  void secondMigration_appliesNothing() throws SQLException {
    PostgresDatabase database = PostgresDatabase.withRoles();
    schema(database).migrate();

    assertThat(schema(database).migrate()).isZero();
  }

  @Test
  void twoAtOnce_applyEachMigrationOnce() throws Exception {
    PostgresDatabase database = PostgresDatabase.withRoles();
    CyclicBarrier start = new CyclicBarrier(2);
    ExecutorService instances = Executors.newFixedThreadPool(2);
    Callable<Integer> instance =
        () -> {
          start.await(10, TimeUnit.SECONDS);
          return schema(database).migrate();
        };
    try {
      List<Integer> applied = new ArrayList<>();
      for (Future<Integer> one : instances.invokeAll(List.of(instance, instance))) {
        applied.add(one.get());
      }

      assertThat(applied).contains(0).filteredOn(count -> count > 0).hasSize(1);
      assertThat(database.rows(APPLIED))
          .containsExactly(String.valueOf(applied.stream().mapToInt(Integer::intValue).sum()));
    } catch (ExecutionException e) {
      throw new AssertionError("an instance could not start", e);
    } finally {
      instances.shutdownNow();
    }
  }

  @Test
  void migrationThatIsNotTheOneThatWasApplied_isRefused() throws SQLException {
    PostgresDatabase database = PostgresDatabase.withRoles();
    schema(database).migrate();
    database.execute(
        "warn_migration", "update flyway_schema_history set checksum = 1 where version = '1'");

    assertThatThrownBy(() -> schema(database).migrate()).isInstanceOf(StorageException.class);
  }

  /** In a rolling update, one that is started again. */
  @Test
  void instanceOfTheVersionBefore_startsOnTheNewerSchema() throws SQLException {
    PostgresDatabase database = PostgresDatabase.withRoles();
    schema(database).migrate();
    database.execute(
        "warn_migration",
        "insert into flyway_schema_history select installed_rank + 1000, '999', 'to come', type,"
            + " 'V999__to_come.sql', 1, installed_by, installed_on, 1, true"
            + " from flyway_schema_history where version = '1'");

    assertThat(schema(database).migrate()).isZero();
  }

  /**
   * While instances of the version before still run, nothing that they use may go away or ask for
   * more (decision 8).
   */
  @Test
  void migrationsAfterTheFirst_onlyAdd() throws IOException {
    Pattern adds =
        Pattern.compile(
            "create (table|index|function) .*|grant .*|insert into \\w+ default values|comment on .*"
                + "|alter table \\w+ add column \\w+ (?!.*\\bnot null\\b(?!.*\\bdefault\\b)).*",
            Pattern.DOTALL);
    for (int version = 2; version <= LATEST; version++) {
      for (String statement : statements(version)) {
        assertThat(statement).as("V%d", version).matches(adds);
      }
    }
    assertThat("alter table lease add column since integer not null").doesNotMatch(adds);
    assertThat("alter table lease drop column holder").doesNotMatch(adds);
  }

  private static List<String> statements(int version) throws IOException {
    try (Stream<Path> files = Files.list(MIGRATIONS)) {
      Path file =
          files
              .filter(path -> path.getFileName().toString().startsWith("V" + version + "__"))
              .findAny()
              .orElseThrow();
      return Stream.of(Files.readString(file).replaceAll("--[^\n]*", "").split(";"))
          .map(String::strip)
          .filter(statement -> !statement.isEmpty())
          .toList();
    }
  }

  @Test
  void everyMigration_isLookedAt() throws IOException {
    try (Stream<Path> files = Files.list(MIGRATIONS)) {
      assertThat(files).hasSize(LATEST);
    }
  }

  @Test
  void roleThatDoesNotOwnTheSchema_isRefused() {
    assertThatThrownBy(
            () ->
                new Schema(
                        PostgresDatabase.migrated(role -> new Schema(role).migrate())
                            .as("warn_submission"))
                    .migrate())
        .isInstanceOf(StorageException.class);
  }

  @Test
  void databaseOutOfReach_isRefused() {
    PGSimpleDataSource nowhere = new PGSimpleDataSource();
    nowhere.setServerNames(new String[] {"localhost"});
    nowhere.setPortNumbers(new int[] {1});

    assertThatThrownBy(() -> new Schema(nowhere).migrate()).isInstanceOf(StorageException.class);
    assertThatThrownBy(() -> new Schema(nowhere).isFor(Mode.PRODUCTION))
        .isInstanceOf(StorageException.class);
  }

  @ParameterizedTest
  @EnumSource
  void unmarkedDatabase_isForBothModes(Mode mode) throws SQLException {
    assertThat(schema(PostgresDatabase.withRoles()).isFor(mode)).isTrue();
  }

  @Test
  void developmentDatabase_isRefusedForProduction() throws SQLException {
    PostgresDatabase database = PostgresDatabase.withRoles();
    database.execute(
        "postgres", "alter database " + database.name() + " set warn.mode = 'development'");

    assertThat(schema(database).isFor(Mode.PRODUCTION)).isFalse();
    assertThat(schema(database).isFor(Mode.DEVELOPMENT)).isTrue();
  }

  private static Schema schema(PostgresDatabase database) {
    return new Schema(database.as("warn_migration"));
  }
}
