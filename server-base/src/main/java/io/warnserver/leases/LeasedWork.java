package io.warnserver.leases;

import io.warnserver.database.StorageException;
import io.warnserver.database.Transactions;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Work that one instance at a time does: takes the lease, renews it while the work goes on, and
 * gives it back.
 */
public final class LeasedWork {

  private static final Logger LOG = Logger.getLogger(LeasedWork.class.getName());

  /** So that two renewals in a row may fail. */
  private static final int RENEWALS = 4;

  private final Lease lease;
  private final Transactions transactions;
  private final String instance;
  private final ScheduledExecutorService scheduler;

  /**
   * @param instance the name of this instance, for operators to read
   * @param scheduler renews the lease
   */
  public LeasedWork(
      Lease lease, Transactions transactions, String instance, ScheduledExecutorService scheduler) {
    this.lease = lease;
    this.transactions = transactions;
    this.instance = instance;
    this.scheduler = scheduler;
  }

  /**
   * Does the work unless another instance has the lease.
   *
   * @param work gets transactions that throw {@link LeaseLostException} once the lease is lost
   * @return what the work gave; empty if it was not done
   * @throws StorageException if the lease cannot be asked for
   */
  public <T> Optional<T> alone(Function<Transactions, T> work) {
    OptionalLong taken = lease.acquire(transactions, instance);
    if (taken.isEmpty()) {
      return Optional.empty();
    }
    long fencingNumber = taken.getAsLong();
    LeaseKeeper keeper =
        new LeaseKeeper(
            scheduler, transactions, lease, fencingNumber, lease.length().dividedBy(RENEWALS));
    try {
      return Optional.of(work.apply(new LeasedTransactions(transactions, lease, fencingNumber)));
    } finally {
      keeper.close();
      release(fencingNumber);
    }
  }

  private void release(long fencingNumber) {
    try {
      lease.release(transactions, fencingNumber);
    } catch (StorageException e) {
      LOG.log(Level.WARNING, "The lease could not be given back; it runs out by itself", e);
    }
  }

  /**
   * Why work failed, for operators. Not what the cause says: a database's words can repeat what is
   * in a row.
   */
  public static String reasonOf(Exception e) {
    Throwable cause = e.getCause();
    return e.getMessage() + (cause == null ? "" : " (" + cause.getClass().getName() + ")");
  }
}
