package io.warnserver.database;

import io.warnserver.testing.LocalUnit;
import io.warnserver.testing.PostgresDatabase;
import java.sql.SQLException;

/** Transactions of the database itself as one of its roles, for tests outside a container. */
public record LocalTransactions(PostgresDatabase database, String role) implements Transactions {

  @Override
  public <T> T call(Work<T> work) {
    LocalUnit unit = LocalUnit.named(LocalUnit.WITHOUT_ENTITIES);
    try {
      return database.transaction(role, connection -> unit.on(connection, work::on));
    } catch (SQLException | RuntimeException e) {
      throw StorageException.of("the transaction failed", e);
    }
  }
}
