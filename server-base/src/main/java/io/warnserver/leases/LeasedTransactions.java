package io.warnserver.leases;

import io.warnserver.database.Transactions;
import java.time.Duration;

/**
 * Transactions that only who holds a lease can make: each begins by renewing it, which locks its
 * row; a long one ends by renewing it again.
 *
 * @param fencingNumber of the holder
 * @param shortOnes those that take less do not end so
 */
record LeasedTransactions(
    Transactions transactions, Lease lease, long fencingNumber, Duration shortOnes)
    implements Transactions {

  /** Changes of entities are written before the end. */
  @Override
  public <T> T call(Work<T> work) {
    return transactions.call(
        entities -> {
          long began = System.nanoTime();
          lease.renew(entities, fencingNumber);
          T result = work.on(entities);
          if (System.nanoTime() - began >= shortOnes.toNanos()) {
            entities.flush();
            lease.extend(entities, fencingNumber);
          }
          return result;
        });
  }
}
