package io.warnserver.submission.store;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.MeterRegistry;
import io.warnserver.database.ContainerTransactions;
import io.warnserver.database.StorageException;
import io.warnserver.database.Transactions;
import io.warnserver.database.Transactions.Work;
import io.warnserver.parts.Part;
import io.warnserver.submission.base.Breakers;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The database as submissions use it, and whether it works: real ones are told to try again while
 * it does not. Each piece of work is a transaction, and may be run again when a connection was lost
 * over it.
 */
@Part
public final class SubmissionDatabase {

  private final Transactions transactions;
  private final CircuitBreaker breaker;

  /** Whether the last one to use the database got nothing, or nobody has used it yet. */
  private volatile boolean failing = true;

  @Inject
  SubmissionDatabase(SubmissionTransactions transactions, MeterRegistry metrics) {
    this(new ContainerTransactions(transactions), Breakers.before("database", metrics));
  }

  /** With transactions of the role that submits, and what opens when the database fails. */
  SubmissionDatabase(Transactions transactions, CircuitBreaker breaker) {
    this.transactions = transactions;
    this.breaker = breaker;
  }

  /**
   * Does the work, also while the circuit breaker is open.
   *
   * @throws StorageException if it was not done, or nobody knows whether it was
   */
  <T> T run(Work<T> work) {
    return run(() -> transactions.call(work));
  }

  /** Why nothing is to be begun: the circuit breaker is open, and only {@link #probe} closes it. */
  Optional<RuntimeException> refusal() {
    return isClosed()
        ? Optional.empty()
        : Optional.of(CallNotPermittedException.createCallNotPermittedException(breaker));
  }

  private boolean isClosed() {
    return breaker.getState() == CircuitBreaker.State.CLOSED;
  }

  /** Whether it is not known to work, or failed mostly lately: {@link #probe} uses it next. */
  public boolean isFailing() {
    return failing || !isClosed();
  }

  /** Tries a database that is failing, if it is time to; success closes the circuit breaker. */
  public void probe() {
    if (isFailing() && breaker.tryAcquirePermission()) {
      trial();
    }
  }

  /**
   * Does what a claim needs, and rolls it back.
   *
   * @return how long it took
   * @throws StorageException if the database did not do it
   */
  public Duration trial() {
    long begin = System.nanoTime();
    run(this::tried);
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private boolean tried() {
    try {
      return transactions.call(
          entities -> {
            TanVerdicts.trial(entities);
            // The one portable way to roll a container's transaction back.
            throw new CancellationException("tried");
          });
    } catch (CancellationException e) {
      return true;
    }
  }

  private <T> T run(Supplier<T> transaction) {
    long begin = System.nanoTime();
    try {
      T result = onAnyConnection(transaction);
      breaker.onSuccess(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
      failing = false;
      return result;
    } catch (StorageException e) {
      if (!isOfOneRequest(e)) {
        failing = true;
        breaker.onError(System.nanoTime() - begin, TimeUnit.NANOSECONDS, e);
      }
      throw e;
    }
  }

  /** A connection may have been lost, maybe in the pool: another one is tried then. */
  private static <T> T onAnyConnection(Supplier<T> transaction) {
    try {
      return transaction.get();
    } catch (StorageException e) {
      if (stateBegins(e, "08", "57P")) {
        return transaction.get();
      }
      throw e;
    }
  }

  /**
   * Whether one of several requests can be the reason (its data, a conflict with somebody else), so
   * that the others succeed without it. Classes of states: PostgreSQL, "Error Codes".
   */
  static boolean isOfOneRequest(StorageException e) {
    return stateBegins(e, "21", "22", "23", "40");
  }

  private static boolean stateBegins(StorageException e, String... kinds) {
    return e.getCause() instanceof SQLException cause
        && cause.getSQLState() != null
        && Arrays.stream(kinds).anyMatch(cause.getSQLState()::startsWith);
  }
}
