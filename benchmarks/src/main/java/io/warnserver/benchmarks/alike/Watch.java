package io.warnserver.benchmarks.alike;

import io.warnserver.benchmarks.load.Connection;
import io.warnserver.benchmarks.load.Exchange;
import io.warnserver.benchmarks.load.LoadThread;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Sends real requests and fakes in turn over some connections, each connection one request after
 * the other, and notes what is seen. Which of a pair comes first is left to chance, so that the
 * order tells nothing.
 */
final class Watch {

  private static final Duration NO_ANSWER = Duration.ofSeconds(30);
  private static final long PAUSE_MILLIS = 100;

  private final LoadThread thread;
  private final InetSocketAddress server;
  private final RequestPairs requests;
  private final Sample sample = new Sample();
  private volatile boolean ending;

  private Watch(LoadThread thread, InetSocketAddress server, RequestPairs requests) {
    this.thread = thread;
    this.server = server;
    this.requests = requests;
  }

  /** When a watch has seen enough. */
  @FunctionalInterface
  interface Enough {
    boolean isReached(Sample sample);
  }

  /**
   * Watches.
   *
   * @param longest at most so long, plus the time of a last pair
   * @param enough is asked now and then
   */
  static Sample run(
      LoadThread thread,
      InetSocketAddress server,
      RequestPairs requests,
      int connections,
      Duration longest,
      Enough enough)
      throws InterruptedException {
    Watch watch = new Watch(thread, server, requests);
    List<CompletableFuture<Void>> done = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      CompletableFuture<Void> ended = new CompletableFuture<>();
      done.add(ended);
      watch.new Phone(ended).begin();
    }
    CompletableFuture<Void> all = CompletableFuture.allOf(done.toArray(CompletableFuture[]::new));
    long end = System.nanoTime() + longest.toNanos();
    BooleanSupplier over =
        () -> all.isDone() || System.nanoTime() >= end || enough.isReached(watch.sample);
    while (!over.getAsBoolean()) {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
    watch.ending = true;
    all.join();
    return watch.sample;
  }

  /** One connection at a time; only the load thread touches it. */
  private final class Phone {

    private final CompletableFuture<Void> ended;
    private final SplittableRandom random = new SplittableRandom();
    private Connection connection;
    private boolean firstIsFake;
    private boolean second;
    private int pair;
    private Exchange last;
    private boolean lastFake;

    Phone(CompletableFuture<Void> ended) {
      this.ended = ended;
    }

    void begin() {
      thread.group().execute(this::nextPair);
    }

    private void nextPair() {
      if (ending) {
        note(connection != null && !connection.isOpen());
        if (connection != null) {
          connection.close();
        }
        ended.complete(null);
        return;
      }
      firstIsFake = random.nextBoolean();
      second = false;
      pair++;
      next();
    }

    private void next() {
      boolean fake = firstIsFake != second;
      byte[] request = requests.next(fake, pair);
      if (connection != null && connection.isOpen()) {
        send(request, fake);
      } else {
        note(true);
        connect(request, fake);
      }
    }

    private void connect(byte[] request, boolean fake) {
      var unused =
          Connection.open(thread.group(), server)
              .whenCompleteAsync(
                  (opened, failure) -> {
                    if (failure == null) {
                      connection = opened;
                      send(request, fake);
                    } else {
                      ended.completeExceptionally(failure);
                    }
                  },
                  thread.group());
    }

    private void send(byte[] request, boolean fake) {
      Connection used = connection;
      var timeout =
          thread.group().schedule(used::close, NO_ANSWER.toMillis(), TimeUnit.MILLISECONDS);
      used.send(
          request,
          exchange -> {
            timeout.cancel(false);
            answered(request, fake, exchange);
          });
    }

    private void answered(byte[] request, boolean fake, Exchange exchange) {
      boolean endedBefore =
          exchange.status() == Exchange.ENDED && exchange.bytes() == 0 && exchange.place() > 0;
      // It had been ended by the answer before: that is where it belongs. As any client, try once
      // more on a new connection.
      note(endedBefore);
      if (endedBefore) {
        connect(request, fake);
        return;
      }
      last = exchange;
      lastFake = fake;
      if (second) {
        nextPair();
      } else {
        second = true;
        next();
      }
    }

    /** What became of the connection after the last answer is known only now. */
    private void note(boolean closed) {
      if (last != null) {
        sample.add(lastFake, new Observation(last, closed));
        last = null;
      }
    }
  }
}
