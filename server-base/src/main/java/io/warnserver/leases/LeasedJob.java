package io.warnserver.leases;

import io.warnserver.database.DatabaseClock;
import io.warnserver.database.StorageException;
import io.warnserver.database.Transactions;
import io.warnserver.settings.InvalidSettingsException;
import io.warnserver.time.ServerClock;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A job that one instance at a time does. A run takes the lease, renews it while the work goes on,
 * and gives it back; whoever started it, a timer or an operator, learns how it went.
 *
 * @param <R> how a run went
 */
public final class LeasedJob<R extends LeasedJob.Result> {

  /** The name of this instance, for operators to read. */
  public static final String INSTANCE = "instance-" + UUID.randomUUID();

  private static final Logger LOG = Logger.getLogger(LeasedJob.class.getName());

  /** So that two renewals in a row may fail. */
  private static final int RENEWALS = 4;

  private final String name;
  private final Lease lease;
  private final Transactions transactions;
  private final ScheduledExecutorService scheduler;
  private final Clock machine;
  private final AtomicReference<R> last = new AtomicReference<>();

  /** How a run went, whatever the job. */
  public interface Result {
    /** In a word. */
    RunOutcome outcome();
  }

  /** What a run does. */
  @FunctionalInterface
  public interface Work<R> {
    /**
     * Does it, and says how it went.
     *
     * @param lease to ask before something else than the database is changed
     * @param leased transactions that throw {@link LeaseLostException} once the lease is lost
     */
    R under(Lease lease, Transactions leased);
  }

  /**
   * @param name for the log, such as "upload"
   * @param scheduler renews the lease
   */
  public LeasedJob(
      String name, Lease lease, Transactions transactions, ScheduledExecutorService scheduler) {
    this(name, lease, transactions, scheduler, ServerClock.machineClock());
  }

  /**
   * @param machine is compared with the database's clock before each run
   */
  LeasedJob(
      String name,
      Lease lease,
      Transactions transactions,
      ScheduledExecutorService scheduler,
      Clock machine) {
    this.name = name;
    this.machine = machine;
    this.lease = lease;
    this.transactions = transactions;
    this.scheduler = scheduler;
  }

  /**
   * One run, unless another one is under way, or the machine's clock and the database's differ by
   * more than {@link DatabaseClock#ALLOWED}. Throws for no exception, not even for a defect: who
   * started it must learn that it has failed.
   *
   * @param without makes the result of a run that did nothing, of outcome and reason
   */
  public R run(BiFunction<RunOutcome, String, R> without, Work<R> work) {
    R result;
    try {
      Optional<String> wrongTime = DatabaseClock.disagreement(transactions, machine);
      wrongTime.ifPresent(fault -> LOG.severe("No " + name + ": " + fault));
      result =
          wrongTime.isPresent()
              ? without.apply(RunOutcome.FAILED, wrongTime.get())
              : alone(work)
                  .orElseGet(() -> without.apply(RunOutcome.BUSY, "another run is under way"));
    } catch (RuntimeException e) {
      result = without.apply(RunOutcome.FAILED, failed(e));
    }
    if (result.outcome() != RunOutcome.BUSY) {
      last.set(result);
    }
    return result;
  }

  private Optional<R> alone(Work<R> work) {
    OptionalLong taken = lease.acquire(transactions, INSTANCE);
    if (taken.isEmpty()) {
      return Optional.empty();
    }
    long fencingNumber = taken.getAsLong();
    Duration period = lease.length().dividedBy(RENEWALS);
    long every = period.toMillis();
    // While the work is busy with something else than the database.
    Future<?> renewing =
        scheduler.scheduleWithFixedDelay(
            () -> renew(fencingNumber), every, every, TimeUnit.MILLISECONDS);
    try {
      return Optional.of(
          work.under(lease, new LeasedTransactions(transactions, lease, fencingNumber, period)));
    } finally {
      renewing.cancel(false);
      release(fencingNumber);
    }
  }

  /**
   * Where it fails, the work learns it from its next transaction. Whatever it throws must not end
   * the renewals.
   */
  private void renew(long fencingNumber) {
    try {
      transactions.run(entities -> lease.renew(entities, fencingNumber));
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "The lease could not be renewed: {0}", e.getMessage());
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
   * Logs that a run has failed: wrong settings as a line each.
   *
   * @return why, for operators. Not what the cause says: a database's words can repeat what is in a
   *     row
   */
  public String failed(Exception e) {
    if (e instanceof InvalidSettingsException wrong) {
      wrong.faults().forEach(LOG::severe);
      return String.join("; ", wrong.faults());
    }
    LOG.log(Level.SEVERE, "The " + name + " failed; the next run goes on from here", e);
    Throwable cause = e.getCause();
    return e.getMessage() + (cause == null ? "" : " (" + cause.getClass().getName() + ")");
  }

  /** How the last run of this instance went, but for busy ones; empty before the first. */
  public Optional<R> last() {
    return Optional.ofNullable(last.get());
  }
}
