package io.warnserver.benchmarks.load;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Requests that arrive on a schedule, whatever becomes of those before: where the server is slow,
 * they wait, and their time counts from when they were due. Connections are kept and opened as they
 * are needed, up to a bound.
 */
public final class OpenLoop implements AutoCloseable {

  private static final double NANOS = 1e9;
  private static final long PAUSE_MILLIS = 20;

  private final LoadThread thread;
  private final InetSocketAddress server;
  private final int maxConnections;
  private final Deque<Connection> idle = new ArrayDeque<>();
  private final Set<Connection> open = new HashSet<>();
  private int opening;
  private Run run;

  /**
   * Opens nothing yet.
   *
   * @param maxConnections at once
   */
  public OpenLoop(LoadThread thread, InetSocketAddress server, int maxConnections) {
    this.thread = thread;
    this.server = server;
    this.maxConnections = maxConnections;
  }

  /**
   * Sends for that long.
   *
   * @param perSecond evenly spaced arrivals
   * @param requests the bytes of each request; asked on the load thread
   * @param limit a request not answered so long after it was due has failed
   */
  public LoadResult run(
      double perSecond, Duration duration, Supplier<byte[]> requests, Duration limit)
      throws InterruptedException {
    Run started = new Run(perSecond, duration, requests, limit);
    thread
        .loop()
        .execute(
            () -> {
              run = started;
              started.begin();
            });
    try {
      return started.result.get();
    } catch (java.util.concurrent.ExecutionException e) {
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
            thread.loop())
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
            thread.loop())
        .join();
  }

  /** One run; only the load thread touches it. */
  private final class Run {

    private final CompletableFuture<LoadResult> result = new CompletableFuture<>();
    private final double perSecond;
    private final Supplier<byte[]> requests;
    private final Duration limit;
    private final LoadRecord record;
    private final int total;
    private final Deque<Integer> waiting = new ArrayDeque<>();
    private long start;
    private int due;
    private int ended;

    Run(double perSecond, Duration duration, Supplier<byte[]> requests, Duration limit) {
      this.perSecond = perSecond;
      this.requests = requests;
      this.limit = limit;
      total = (int) Math.max(1, Math.round(perSecond * duration.toNanos() / NANOS));
      record = new LoadRecord(total, limit);
    }

    void begin() {
      start = System.nanoTime();
      tick();
      var unused =
          thread
              .loop()
              .schedule(
                  this::finish, dueNanos(total) - start + limit.toNanos(), TimeUnit.NANOSECONDS);
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
          record.lag(due, now - dueNanos(due));
          waiting.add(due++);
        }
        dispatch();
        if (due < total) {
          var unused =
              thread
                  .loop()
                  .schedule(this::tick, dueNanos(due) - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
      } catch (RuntimeException e) {
        result.completeExceptionally(e);
      }
    }

    private void dispatch() {
      while (!waiting.isEmpty()) {
        Connection connection = idle.pollLast();
        if (connection == null) {
          break;
        }
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
      var unused =
          Connection.open(thread.group(), server)
              .whenCompleteAsync(
                  (connection, failure) -> {
                    opening--;
                    if (failure == null) {
                      open.add(connection);
                      idle.addLast(connection);
                    } else if (!waiting.isEmpty()) {
                      end(waiting.poll(), Exchange.ENDED);
                    }
                    if (run != null) {
                      run.dispatch();
                    }
                  },
                  thread.loop());
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
            if (run != null) {
              run.dispatch();
            }
          });
    }

    private void end(int request, int status) {
      record.answer(request, status, System.nanoTime() - dueNanos(request));
      ended++;
      if (ended == total) {
        finish();
      }
    }

    private void finish() {
      if (run == this) {
        run = null;
        result.complete(record.result(perSecond, (System.nanoTime() - start) / NANOS));
      }
    }
  }
}
