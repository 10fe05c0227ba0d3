package io.warnserver.benchmarks.load;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * Requests that arrive on a schedule, whatever becomes of those before: where the server is slow,
 * they wait, and their time counts from when they were due. Connections are kept and opened as they
 * are needed, up to a bound.
 */
public final class OpenLoop implements AutoCloseable {

  private static final double NANOS = 1e9;
  private static final double NANOS_IN_MILLI = 1e6;
  private static final long PAUSE_MILLIS = 20;

  private final LoadThread thread;
  private final InetSocketAddress server;
  private final int maxConnections;
  private final Supplier<byte[]> requests;
  private final Duration limit;
  private final Deque<Connection> idle = new ArrayDeque<>();
  private final Set<Connection> open = new HashSet<>();
  private int opening;
  private Run run;

  /**
   * Opens nothing yet.
   *
   * @param maxConnections at once
   * @param requests the bytes of each request; asked on the load thread
   * @param limit a request not answered so long after it was due has failed
   */
  public OpenLoop(
      LoadThread thread,
      InetSocketAddress server,
      int maxConnections,
      Supplier<byte[]> requests,
      Duration limit) {
    this.thread = thread;
    this.server = server;
    this.maxConnections = maxConnections;
    this.requests = requests;
    this.limit = limit;
  }

  /**
   * Sends for that long.
   *
   * @param perSecond evenly spaced arrivals
   */
  public LoadResult run(double perSecond, Duration duration) throws InterruptedException {
    Run started = new Run(perSecond, duration);
    thread.group().execute(started::begin);
    try {
      return started.result.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the load generator has failed", e.getCause());
    }
  }

  /**
   * Waits until nothing is left of what an overload has heaped up.
   *
   * @param patience at most
   */
  public void awaitRest(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (busy() > 0 && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
  }

  private int busy() {
    return CompletableFuture.supplyAsync(
            () -> {
              idle.removeIf(connection -> !connection.isOpen() && open.remove(connection));
              return open.size() - idle.size();
            },
            thread.group())
        .join();
  }

  /** Closes all connections. */
  @Override
  public void close() {
    CompletableFuture.runAsync(
            () -> {
              run = null;
              Set.copyOf(open).forEach(Connection::close);
              open.clear();
              idle.clear();
            },
            thread.group())
        .join();
  }

  /** For the run that is under way, which may be a later one than that of a request. */
  private void dispatchNow() {
    if (run != null) {
      run.dispatch();
    }
  }

  /** One run; only the load thread touches it. */
  private final class Run {

    private final CompletableFuture<LoadResult> result = new CompletableFuture<>();
    private final double perSecond;
    private final int total;
    private final Map<Integer, Integer> statuses = new TreeMap<>();

    /** From when requests were due to their answers, in the order of the answers. */
    private final long[] nanos;

    /** How late the generator itself was. */
    private final long[] lag;

    private final Deque<Integer> waiting = new ArrayDeque<>();
    private long start;
    private int due;
    private int ended;
    private int good;

    Run(double perSecond, Duration duration) {
      this.perSecond = perSecond;
      total = (int) Math.max(1, Math.round(perSecond * duration.toNanos() / NANOS));
      nanos = new long[total];
      lag = new long[total];
    }

    void begin() {
      run = this;
      start = System.nanoTime();
      tick();
      later(this::finish, dueNanos(total) - start + limit.toNanos());
    }

    private long dueNanos(int request) {
      return start + Math.round(request * NANOS / perSecond);
    }

    private void tick() {
      if (run != this) {
        return;
      }
      try {
        long now = System.nanoTime();
        while (due < total && dueNanos(due) <= now) {
          lag[due] = now - dueNanos(due);
          waiting.add(due++);
        }
        dispatch();
        if (due < total) {
          later(this::tick, dueNanos(due) - System.nanoTime());
        }
      } catch (RuntimeException e) {
        result.completeExceptionally(e);
      }
    }

    private void later(Runnable action, long nanos) {
      var unused = thread.group().schedule(action, nanos, TimeUnit.NANOSECONDS);
    }

    private void dispatch() {
      while (!waiting.isEmpty() && !idle.isEmpty()) {
        Connection connection = idle.removeLast();
        if (connection.isOpen()) {
          send(connection, waiting.poll());
        } else {
          open.remove(connection);
        }
      }
      while (opening < waiting.size() && open.size() + opening < maxConnections) {
        connect();
      }
    }

    private void connect() {
      opening++;
      Connection.open(
          thread,
          server,
          (connection, failure) -> {
            opening--;
            if (failure == null) {
              open.add(connection);
              idle.addLast(connection);
            } else if (!waiting.isEmpty()) {
              end(waiting.poll(), Exchange.ENDED);
            }
            dispatchNow();
          });
    }

    private void send(Connection connection, int request) {
      connection.send(
          requests.get(),
          exchange -> {
            end(request, exchange.status());
            if (exchange.status() == Exchange.ENDED) {
              open.remove(connection);
            } else {
              idle.addLast(connection);
            }
            dispatchNow();
          });
    }

    private void end(int request, int status) {
      long time = System.nanoTime() - dueNanos(request);
      nanos[ended++] = time;
      statuses.merge(status, 1, Integer::sum);
      if (status == 200 && time <= limit.toNanos()) {
        good++;
      }
      if (ended == total) {
        finish();
      }
    }

    private void finish() {
      if (run == this) {
        run = null;
        result.complete(
            new LoadResult(
                perSecond,
                total,
                total - good,
                Map.copyOf(statuses),
                millis(LongStream.of(nanos).limit(ended)),
                millis(LongStream.of(lag))));
      }
    }

    private static Percentiles millis(LongStream nanos) {
      return Percentiles.of(nanos.mapToDouble(time -> time / NANOS_IN_MILLI));
    }
  }
}
