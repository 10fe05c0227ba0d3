package io.warnserver.leases;

import io.warnserver.database.Transactions;

/**
 * Transactions that only who holds a lease can make: each begins by renewing it, which locks its
 * row, and ends by renewing it again, so that a long one does not lose it.
 *
 * @param fencingNumber of the holder
 */
record LeasedTransactions(Transactions transactions, Lease lease, long fencingNumber)
    implements Transactions {

  /** Changes of entities are written before the end. */
  @Override
  public <T> T call(Work<T> work) {
    return transactions.call(
        entities -> {
          lease.renew(entities, fencingNumber);
          T result = work.on(entities);
          entities.flush();
          lease.extend(entities, fencingNumber);
          return result;
        });
  }
}
