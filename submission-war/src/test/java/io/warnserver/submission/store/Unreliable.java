package io.warnserver.submission.store;

import io.warnserver.database.Schema;
import io.warnserver.testing.PostgresDatabase;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
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

  /** Does what it is told, and breaks before the answer of a query has come. */
  static Connection losingAnswers(Connection connection) {
    return proxy(
        Connection.class,
        (method, arguments) -> {
          Object result = method.invoke(connection, arguments);
          return result instanceof PreparedStatement statement ? losing(statement) : result;
        });
  }

  private static PreparedStatement losing(PreparedStatement statement) {
    return proxy(
        PreparedStatement.class,
        (method, arguments) -> {
          Object result = method.invoke(statement, arguments);
          if (method.getName().equals("executeQuery")) {
            throw new SQLException("the connection broke", "08006");
          }
          return result;
        });
  }

  @FunctionalInterface
  private interface Call {
    Object of(Method method, Object[] arguments) throws Exception;
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            Unreliable.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> call.of(method, arguments)));
  }

  private static DataSource of(Connections connections) {
    return proxy(DataSource.class, (method, arguments) -> connections.next());
  }
}
