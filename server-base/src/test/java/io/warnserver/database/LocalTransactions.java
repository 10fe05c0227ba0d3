package io.warnserver.database;

import io.warnserver.testing.LocalUnit;
import io.warnserver.testing.PostgresDatabase;
import java.sql.SQLException;

/** Transactions of the database itself as one of its roles, for tests outside a container. */
public record LocalTransactions(PostgresDatabase database, String role) implements Transactions {

  @Override
  public <T> T call(Work<T> work) {
    LocalUnit unit = LocalUnit.named(LocalUnit.WITHOUT_ENTITIES);
    return onConnection(connection -> unit.on(connection, work::on));
  }

  @Override
  public <T> T onConnection(ConnectionWork<T> work) {
    try {
      return database.transaction(role, work::on);
    } catch (SQLException e) {
      throw new StorageException("the transaction failed", e);
    }
  }
}
