package io.warnserver.local.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartIT {

  private final ServerFiles files = ServerFiles.ofThisBuild();

  @TempDir private Path folder;

  @Test
  void databaseOfAKilledRun_isEndedByTheNextRunAndStartsWithItsData() throws Exception {
    DataDirectory killed = DataDirectory.open(folder);
    Database left = Database.start(files, killed, Ports.free().database());
    execute(left, "create table t as select 7 as a");
    ProcessHandle postmaster = postmaster();
    // As after kill -9: the lock is free, PostgreSQL goes on alone.
    killed.giveBack();

    try (DataDirectory data = DataDirectory.open(folder)) {
      assertThat(postmaster.isAlive()).isFalse();
      // In one JVM the library's own lock must be given back before another start.
      left.close();
      try (Database again = Database.start(files, data, Ports.free().database())) {
        assertThat(number(again, "select a from t")).isEqualTo(7);
      }
    }
  }

  @Test
  void databaseThatWasKilledItself_startsAgainWithItsData() throws Exception {
    try (DataDirectory data = DataDirectory.open(folder)) {
      Database first = Database.start(files, data, Ports.free().database());
      execute(first, "create table t as select 7 as a");
      ProcessHandle postmaster = postmaster();
      postmaster.destroyForcibly();
      postmaster.onExit().join();
      first.close();

      assertThat(pidFile()).exists();
      try (Database again = Database.start(files, data, Ports.free().database())) {
        assertThat(number(again, "select a from t")).isEqualTo(7);
      }
    }
  }

  private Path pidFile() {
    return folder.resolve(DataDirectory.DATABASE).resolve("postmaster.pid");
  }

  private ProcessHandle postmaster() throws IOException {
    long pid = Long.parseLong(Files.readAllLines(pidFile()).get(0).strip());
    return ProcessHandle.of(pid).orElseThrow();
  }

  private static void execute(Database database, String sql) throws Exception {
    try (Connection connection = database.connect(DatabaseRole.MIGRATION);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static int number(Database database, String sql) throws Exception {
    try (Connection connection = database.connect(DatabaseRole.MIGRATION);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getInt(1);
    }
  }
}
