package io.warnserver.federation;

import io.warnserver.database.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

/** Transactions of the container on the persistence unit that has the federation's role. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class FederationTransactions implements Transactions {

  @PersistenceContext(unitName = "federation")
  private EntityManager entityManager;

  @Override
  public <T> T call(Work<T> work) {
    return work.on(entityManager);
  }
}
