package io.warnserver.database;

import jakarta.persistence.EntityManager;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Transactions of the container, begun and ended by the interceptor of a bean. Each server's
 * interceptor treats what is thrown in its own way. From here the work's exceptions come as they
 * were thrown, and the database's as {@link StorageException}.
 */
public final class ContainerTransactions implements Transactions {

  private static final String FAILED = "the transaction failed";

  private final Transactions bean;

  /**
   * Has the bean made now, for the component that calls: made for none, by a thread of a pool, such
   * a bean was seen without its entity manager.
   *
   * @param bean of the container
   */
  public ContainerTransactions(Transactions bean) {
    this.bean = bean;
    bean.call(entities -> null);
  }

  @Override
  public <T> T call(Work<T> work) {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    try {
      return bean.call(entities -> keep(thrown, work, entities));
    } catch (Exception e) { // Container and provider have an exception each.
      if (thrown.get() instanceof Error error) {
        throw error;
      }
      throw StorageException.of(FAILED, thrown.get() instanceof Exception cause ? cause : e);
    }
  }

  /** Every interceptor rolls back for a runtime exception, but Payara's commits after an error. */
  private static <T> T keep(
      AtomicReference<Throwable> thrown, Work<T> work, EntityManager entities) {
    try {
      return work.on(entities);
    } catch (Throwable e) {
      thrown.set(e);
      throw new IllegalStateException(FAILED, e);
    }
  }
}
