package io.warnserver.submission.store;

import io.warnserver.database.Transactions;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

/** Transactions of the container on the persistence unit that has the submission's role. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class SubmissionTransactions implements Transactions {

  @PersistenceContext(unitName = "submission")
  private EntityManager entityManager;

  /**
   * Has this made now, by the thread that starts the application: made by another one, on behalf of
   * no component, it was seen without its entity manager.
   */
  void start(@Observes @Priority(1) @Initialized(ApplicationScoped.class) Object event) {
    // To be observed is enough.
  }

  @Override
  public <T> T call(Work<T> work) {
    return work.on(entityManager);
  }
}
