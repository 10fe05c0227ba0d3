package io.warnserver.benchmarks.load;

import io.warnserver.benchmarks.meters.BenchmarkFailedException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Connections that each send the next request as soon as the last one was answered. */
public final class ClosedLoop {

  private static final Duration NO_ANSWER = Duration.ofSeconds(30);

  private ClosedLoop() {}

  /**
   * A request.
   *
   * @param bytes as they go over the wire
   * @param answered is told what became of it, on the load thread, when it is known whether the
   *     connection can be used again
   */
  @SuppressWarnings("ArrayRecordComponent") // Nobody compares requests.
  public record Request(byte[] bytes, Consumer<Exchange> answered) {}

  /**
   * Sends the same request for that long.
   *
   * @return how many answers there were
   * @throws BenchmarkFailedException where one of them is not 200
   */
  public static int repeat(
      LoadThread thread,
      InetSocketAddress server,
      int connections,
      Duration duration,
      byte[] bytes) {
    long end = System.nanoTime() + duration.toNanos();
    AtomicInteger good = new AtomicInteger();
    AtomicInteger all = new AtomicInteger();
    Request request =
        new Request(
            bytes,
            exchange -> {
              all.incrementAndGet();
              good.addAndGet(exchange.status() == 200 ? 1 : 0);
            });
    Supplier<Request> requests = () -> System.nanoTime() < end ? request : null;
    start(thread, server, connections, () -> requests).join();
    if (good.get() < all.get()) {
      throw new BenchmarkFailedException("one of the same requests was not answered with 200");
    }
    return good.get();
  }

  /**
   * Begins to send.
   *
   * @param phones gives for each connection its requests, which end with null; asked on the load
   *     thread
   * @return done when all have ended
   */
  public static CompletableFuture<Void> start(
      LoadThread thread,
      InetSocketAddress server,
      int connections,
      Supplier<Supplier<Request>> phones) {
    return CompletableFuture.allOf(
        Stream.generate(() -> new Phone(thread, server, phones.get()).begin())
            .limit(connections)
            .toArray(CompletableFuture[]::new));
  }

  /** One connection at a time; only the load thread touches it. */
  private static final class Phone {

    private final LoadThread thread;
    private final InetSocketAddress server;
    private final Supplier<Request> requests;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private Connection connection;
    private Request answered;
    private Exchange last;

    Phone(LoadThread thread, InetSocketAddress server, Supplier<Request> requests) {
      this.thread = thread;
      this.server = server;
      this.requests = requests;
    }

    CompletableFuture<Void> begin() {
      thread.group().execute(this::next);
      return ended;
    }

    private void next() {
      boolean closed = connection == null || !connection.isOpen();
      Request request = requests.get();
      if (request == null) {
        note(closed);
        if (!closed) {
          connection.close();
        }
        ended.complete(null);
      } else if (closed) {
        note(true);
        connect(request);
      } else {
        send(request);
      }
    }

    private void connect(Request request) {
      Connection.open(
          thread,
          server,
          (opened, failure) -> {
            if (failure == null) {
              connection = opened;
              send(request);
            } else {
              ended.completeExceptionally(failure);
            }
          });
    }

    private void send(Request request) {
      Connection used = connection;
      var timeout =
          thread.group().schedule(used::close, NO_ANSWER.toMillis(), TimeUnit.MILLISECONDS);
      used.send(
          request.bytes(),
          exchange -> {
            timeout.cancel(false);
            // Ended by the answer before: that is where it belongs. As any client, try once more on
            // a new connection.
            boolean endedBefore =
                exchange.status() == Exchange.ENDED
                    && exchange.bytes() == 0
                    && exchange.place() > 0;
            note(endedBefore);
            if (endedBefore) {
              connect(request);
            } else {
              answered = request;
              last = exchange;
              next();
            }
          });
    }

    /** What became of the connection after the last answer is known only now. */
    private void note(boolean closed) {
      if (last != null) {
        answered.answered().accept(last.withClosed(closed));
        last = null;
      }
    }
  }
}
