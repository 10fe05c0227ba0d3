package io.warnserver.submission.store;

import io.warnserver.database.Schema;
import io.warnserver.database.StorageException;
import io.warnserver.database.Transactions;
import io.warnserver.testing.PostgresDatabase;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/** The persistence unit of submissions without a container. */
final class LocalTransactions implements Transactions, AutoCloseable {

  /** Of the transaction that is under way; making the unit costs a second. */
  private static final ThreadLocal<DataSource> CURRENT =
      ThreadLocal.withInitial(
          () ->
              PostgresDatabase.migrated(role -> new Schema(role).migrate()).as("warn_submission"));

  private static final EntityManagerFactory SHARED =
      unit(
          (DataSource)
              Proxy.newProxyInstance(
                  LocalTransactions.class.getClassLoader(),
                  new Class<?>[] {DataSource.class},
                  (proxy, method, arguments) -> CURRENT.get().getConnection()));

  private final EntityManagerFactory unit;
  private final DataSource dataSource;

  private LocalTransactions(EntityManagerFactory unit, DataSource dataSource) {
    this.unit = unit;
    this.dataSource = dataSource;
  }

  /**
   * @param dataSource asked for a connection for each transaction
   */
  LocalTransactions(DataSource dataSource) {
    this(SHARED, dataSource);
  }

  /** With a unit that is made and begun now, as Payara does it. */
  static LocalTransactions ofItsOwn(DataSource dataSource) {
    EntityManagerFactory unit = unit(dataSource);
    unit.createEntityManager().close();
    return new LocalTransactions(unit, dataSource);
  }

  private static EntityManagerFactory unit(DataSource connections) {
    return Persistence.createEntityManagerFactory(
        "submission",
        Map.of(
            "jakarta.persistence.transactionType",
            "RESOURCE_LOCAL",
            "jakarta.persistence.nonJtaDataSource",
            connections,
            "eclipselink.session-name",
            UUID.randomUUID().toString(),
            "eclipselink.logging.level",
            "OFF"));
  }

  @Override
  public <T> T call(Work<T> work) {
    try {
      return inTransaction(work);
    } catch (RuntimeException e) {
      throw StorageException.of("the transaction failed", e);
    }
  }

  private <T> T inTransaction(Work<T> work) {
    CURRENT.set(dataSource);
    EntityManager entities = unit.createEntityManager();
    try {
      entities.getTransaction().begin();
      // Otherwise queries would be outside of it.
      entities.unwrap(Connection.class);
      T result = work.on(entities);
      entities.getTransaction().commit();
      return result;
    } finally {
      if (entities.getTransaction().isActive()) {
        entities.getTransaction().rollback();
      }
      entities.close();
      CURRENT.remove();
    }
  }

  @Override
  public void close() {
    unit.close();
  }
}
