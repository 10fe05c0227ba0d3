package io.warnserver.distribution.store;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * The object store as a run may use it. It is asked again when a fault may pass, after pauses that
 * grow and differ, for as long as a run can afford. The circuit outlives the run: while it is open
 * nothing is asked at all.
 *
 * <p>It is written to only while the run's lease is held, and will be until the write can have
 * ended: whoever has stood still for too long, or waits for a store that does, overwrites nothing
 * that another instance may have put meanwhile.
 *
 * <p>One for each run; side by side calls are fine.
 */
public final class PatientObjectStore implements ObjectStore {

  /** The circuit opens for a while after so many faults of the requests lately. */
  private static final float FAULTS_PERCENT = 60;

  private static final int LATELY_SECONDS = 30;
  private static final int AT_LEAST = 10;
  private static final Duration OPEN_FOR = Duration.ofSeconds(60);

  private static final int TRIES = 6;
  private static final double GROWTH = 2;
  private static final double DIFFERENCE = 0.5;
  private static final int PAUSES_UP_TO = 32;

  private final ObjectStore store;
  private final Runnable beforeWrite;
  private final CircuitBreaker circuit;
  private final MeterRegistry metrics;
  private final long budgetNanos;
  private final AtomicLong spentNanos = new AtomicLong();
  private final Retry retry;

  /**
   * @param store is asked
   * @param beforeWrite throws if the lease may run out before a write that begins now has ended
   * @param circuit of the process, see {@link #circuit}
   * @param metrics counts requests
   * @param budget how long calls may take in all from their first fault on
   * @param firstPause the first pause is about as long, later ones up to 32 times
   */
  public PatientObjectStore(
      ObjectStore store,
      Runnable beforeWrite,
      CircuitBreaker circuit,
      MeterRegistry metrics,
      Duration budget,
      Duration firstPause) {
    this.store = store;
    this.beforeWrite = beforeWrite;
    this.circuit = circuit;
    this.metrics = metrics;
    budgetNanos = budget.toNanos();
    retry =
        Retry.of(
            "object store",
            RetryConfig.custom()
                .maxAttempts(TRIES)
                .intervalFunction(
                    IntervalFunction.ofExponentialRandomBackoff(
                        firstPause, GROWTH, DIFFERENCE, firstPause.multipliedBy(PAUSES_UP_TO)))
                .retryOnException(this::isWorthAnotherTry)
                .build());
  }

  /**
   * A closed circuit: open after too many faults that may pass in the last 30 seconds, so that a
   * store in trouble is left alone for a while.
   *
   * @param clock says which faults are too old to count
   * @param metrics shows whether it is open, as {@code warn.store.circuit.open}
   */
  public static CircuitBreaker circuit(Clock clock, MeterRegistry metrics) {
    CircuitBreaker circuit =
        CircuitBreaker.of(
            "object store",
            CircuitBreakerConfig.custom()
                .slidingWindow(LATELY_SECONDS, AT_LEAST, SlidingWindowType.TIME_BASED)
                .failureRateThreshold(FAULTS_PERCENT)
                .waitDurationInOpenState(OPEN_FOR)
                .recordException(PatientObjectStore::mayPass)
                .clock(clock)
                .build());
    Gauge.builder(
            "warn.store.circuit.open",
            circuit,
            asked -> asked.getState() == CircuitBreaker.State.OPEN ? 1 : 0)
        .description("1 while the object store is not asked because it failed too often")
        .register(metrics);
    return circuit;
  }

  private static boolean mayPass(Throwable failure) {
    return failure instanceof ObjectStoreException fault && fault.passing();
  }

  private boolean isWorthAnotherTry(Throwable failure) {
    return mayPass(failure) && spentNanos.get() < budgetNanos;
  }

  @Override
  public String putArchive(String path, Path archive, String hash) {
    return write("put", () -> store.putArchive(path, archive, hash));
  }

  @Override
  public String putIndex(String path, byte[] json, String hash) {
    return write("put", () -> store.putIndex(path, json, hash));
  }

  @Override
  public Optional<byte[]> read(String path) {
    return patiently("read", () -> store.read(path));
  }

  @Override
  public Optional<String> etag(String path) {
    return patiently("head", () -> store.etag(path));
  }

  @Override
  public Map<String, String> list(String prefix) {
    return patiently("list", () -> store.list(prefix));
  }

  @Override
  public void delete(Collection<String> paths) {
    write(
        "delete",
        () -> {
          store.delete(paths);
          return paths;
        });
  }

  private <T> T write(String operation, Supplier<T> call) {
    return patiently(
        operation,
        () -> {
          beforeWrite.run();
          return call.get();
        });
  }

  private <T> T patiently(String operation, Supplier<T> call) {
    Spending spending = new Spending();
    return retry.executeSupplier(() -> once(operation, call, spending));
  }

  private <T> T once(String operation, Supplier<T> call, Spending spending) {
    spending.goOn();
    try {
      T result = circuit.executeSupplier(call);
      count(operation, "done");
      return result;
    } catch (CallNotPermittedException e) {
      throw new ObjectStoreException(
          "the object store failed too often lately and is not asked for a while", e, false);
    } catch (RuntimeException e) {
      count(operation, "failed");
      spending.begin();
      throw e;
    }
  }

  private void count(String operation, String outcome) {
    metrics.counter("warn.store.requests", "operation", operation, "outcome", outcome).increment();
  }

  /** The time that one call takes from its first fault on, pauses included. */
  private final class Spending {

    private long since;
    private boolean begun;

    void begin() {
      goOn();
      begun = true;
      since = System.nanoTime();
    }

    void goOn() {
      if (begun) {
        long now = System.nanoTime();
        spentNanos.addAndGet(now - since);
        since = now;
      }
    }
  }
}
