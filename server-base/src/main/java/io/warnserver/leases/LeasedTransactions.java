package io.warnserver.leases;

import io.warnserver.database.Transactions;
import java.time.Duration;

/**
 * Transactions that only who holds a lease can make: each begins by renewing it, which locks its
 * row; a long one ends by renewing it again.
 *
 * @param fencingNumber of the holder
 * @param longFrom how long a transaction takes, at least, that renews it at its end, too
 */
record LeasedTransactions(
    Transactions transactions, Lease lease, long fencingNumber, Duration longFrom)
    implements Transactions {

  /** A long one writes changes of entities before it renews the lease for the last time. */
  @Override
  public <T> T call(Work<T> work) {
    return transactions.call(
        entities -> {
          long began = System.nanoTime();
          lease.renew(entities, fencingNumber);
          T result = work.on(entities);
          if (System.nanoTime() - began >= longFrom.toNanos()) {
            entities.flush();
            lease.extend(entities, fencingNumber);
          }
          return result;
        });
  }
}
