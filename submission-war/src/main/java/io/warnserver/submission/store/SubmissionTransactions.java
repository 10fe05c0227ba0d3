package io.warnserver.submission.store;

import io.warnserver.database.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
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

  @Override
  public <T> T call(Work<T> work) {
    return work.on(entityManager);
  }
}
