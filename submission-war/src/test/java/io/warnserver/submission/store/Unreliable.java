package io.warnserver.submission.store;

import io.warnserver.database.Schema;
import io.warnserver.testing.PostgresDatabase;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

/**
 * A database that is down when the test says so.
 *
 * @param down whether it is
 */
record Unreliable(AtomicBoolean down) {

  /** Where each call asks. */
  @FunctionalInterface
  private interface Connections {
    Connection next() throws SQLException;
  }

  DataSource dataSource() {
    return of(
        () -> {
          if (down.get()) {
            throw new SQLException("down");
          }
          return PostgresDatabase.migrated(role -> new Schema(role).migrate())
              .as("warn_submission")
              .getConnection();
        });
  }

  /** Gives these connections, the first one first. */
  static DataSource handingOut(List<Connection> pool) {
    return of(() -> pool.remove(0));
  }

  private static DataSource of(Connections connections) {
    return (DataSource)
        Proxy.newProxyInstance(
            Unreliable.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> connections.next());
  }
}
