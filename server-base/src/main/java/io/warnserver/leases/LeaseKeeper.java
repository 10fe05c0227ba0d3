package io.warnserver.leases;

import io.warnserver.database.StorageException;
import io.warnserver.database.Transactions;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Renews a lease while its holder is busy with something else than the database. If that fails, the
 * holder learns it from its next transaction.
 */
final class LeaseKeeper implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(LeaseKeeper.class.getName());

  private final ScheduledFuture<?> renewing;

  /**
   * @param fencingNumber of the holder
   * @param every well below the lease's length
   */
  LeaseKeeper(
      ScheduledExecutorService scheduler,
      Transactions transactions,
      Lease lease,
      long fencingNumber,
      Duration every) {
    renewing =
        scheduler.scheduleWithFixedDelay(
            () -> renew(transactions, lease, fencingNumber),
            every.toMillis(),
            every.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private static void renew(Transactions transactions, Lease lease, long fencingNumber) {
    try {
      transactions.run(entities -> lease.renew(entities, fencingNumber));
    } catch (StorageException | LeaseLostException e) {
      LOG.log(Level.WARNING, "The lease could not be renewed: {0}", e.getMessage());
    }
  }

  /** Renews it no more. */
  @Override
  public void close() {
    renewing.cancel(false);
  }
}
