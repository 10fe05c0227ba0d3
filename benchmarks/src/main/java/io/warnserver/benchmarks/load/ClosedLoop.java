package io.warnserver.benchmarks.load;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Connections that each send the next request as soon as the last one was answered. */
public final class ClosedLoop {

  private static final double NANOS = 1e9;

  private ClosedLoop() {}

  /**
   * What a closed loop reached.
   *
   * @param answers with the expected status
   * @param others any other answer, and connections that ended
   * @param wallSeconds how long it took
   */
  public record Reached(int answers, int others, double wallSeconds) {

    /** Answers a second. */
    public double perSecond() {
      return answers / wallSeconds;
    }
  }

  /**
   * Sends for that long on that many connections.
   *
   * @param status the one that is expected
   */
  public static Reached run(
      LoadThread thread,
      InetSocketAddress server,
      int connections,
      Duration duration,
      int status,
      Supplier<byte[]> requests) {
    Run run = new Run(thread, server, System.nanoTime() + duration.toNanos(), status, requests);
    long start = System.nanoTime();
    List<CompletableFuture<Void>> done = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      done.add(run.begin());
    }
    CompletableFuture.allOf(done.toArray(CompletableFuture[]::new)).join();
    return new Reached(run.answers, run.others, (System.nanoTime() - start) / NANOS);
  }

  /** What all connections share; only the load thread counts. */
  private static final class Run {

    private final LoadThread thread;
    private final InetSocketAddress server;
    private final long end;
    private final int status;
    private final Supplier<byte[]> requests;
    private int answers;
    private int others;

    Run(
        LoadThread thread,
        InetSocketAddress server,
        long end,
        int status,
        Supplier<byte[]> requests) {
      this.thread = thread;
      this.server = server;
      this.end = end;
      this.status = status;
      this.requests = requests;
    }

    CompletableFuture<Void> begin() {
      CompletableFuture<Void> done = new CompletableFuture<>();
      connect(done);
      return done;
    }

    private void connect(CompletableFuture<Void> done) {
      var unused =
          Connection.open(thread.group(), server)
              .whenCompleteAsync(
                  (connection, failure) -> {
                    if (failure == null) {
                      next(connection, done);
                    } else {
                      done.completeExceptionally(failure);
                    }
                  },
                  thread.loop());
    }

    private void next(Connection connection, CompletableFuture<Void> done) {
      connection.send(
          requests.get(),
          exchange -> {
            if (exchange.status() == status) {
              answers++;
            } else {
              others++;
            }
            if (System.nanoTime() >= end) {
              connection.close();
              done.complete(null);
            } else if (connection.isOpen()) {
              next(connection, done);
            } else {
              connect(done);
            }
          });
    }
  }
}
