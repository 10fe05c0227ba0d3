package io.warnserver.testing;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import jakarta.persistence.Persistence;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.sql.DataSource;

/** A persistence unit without a container, on EclipseLink and on connections that tests have. */
public final class LocalUnit {

  /** The unit of modules that have none. */
  public static final String WITHOUT_ENTITIES = "without-entities";

  /** One of each name: making it costs a second. */
  private static final Map<String, LocalUnit> UNITS = new ConcurrentHashMap<>();

  /** That of the transaction that is under way on a thread. */
  private static final ThreadLocal<Connection> CURRENT = new ThreadLocal<>();

  private final EntityManagerFactory factory;

  private LocalUnit(String name) {
    Connection connection = proxy(Connection.class, this::onConnection);
    DataSource dataSource = proxy(DataSource.class, (self, method, arguments) -> connection);
    factory =
        Persistence.createEntityManagerFactory(
            name,
            Map.of(
                "jakarta.persistence.transactionType",
                "RESOURCE_LOCAL",
                "jakarta.persistence.nonJtaDataSource",
                dataSource,
                "eclipselink.logging.level",
                "OFF"));
  }

  /** The one that a {@code persistence.xml} calls so. */
  public static LocalUnit named(String name) {
    return UNITS.computeIfAbsent(name, LocalUnit::new);
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(LocalUnit.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  /** The provider neither ends the transaction nor closes the connection. */
  private Object onConnection(Object self, Method method, Object[] arguments) throws Throwable {
    return switch (method.getName()) {
      case "close", "commit", "rollback", "setAutoCommit" -> null;
      default -> {
        try {
          yield method.invoke(CURRENT.get(), arguments);
        } catch (InvocationTargetException e) {
          throw e.getCause();
        }
      }
    };
  }

  /**
   * Does work with an entity manager in the transaction that a connection is in. What it changes is
   * written in the end; whose connection it is commits or rolls back.
   */
  public <T> T on(Connection connection, Function<EntityManager, T> work) {
    CURRENT.set(connection);
    EntityManager entities = factory.createEntityManager();
    EntityTransaction transaction = entities.getTransaction();
    try {
      transaction.begin();
      T result = work.apply(entities);
      transaction.commit();
      return result;
    } finally {
      if (transaction.isActive()) {
        transaction.rollback();
      }
      entities.close();
      CURRENT.remove();
    }
  }
}
