package io.warnserver.benchmarks.alike;

import io.warnserver.benchmarks.load.ClosedLoop;
import io.warnserver.benchmarks.load.LoadThread;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Sends real requests and fakes in turn over some connections, each connection one request after
 * the other, and notes what is seen. Which of a pair comes first is left to chance, so that the
 * order tells nothing.
 */
final class Watch {

  private static final long PAUSE_MILLIS = 100;

  private final RequestPairs requests;
  private final Sample sample = new Sample();
  private volatile boolean ending;

  private Watch(RequestPairs requests) {
    this.requests = requests;
  }

  /**
   * Watches.
   *
   * @param longest at most so long, plus the time of a last pair
   * @param enough is asked now and then whether enough was seen
   */
  static Sample run(
      LoadThread thread,
      InetSocketAddress server,
      RequestPairs requests,
      int connections,
      Duration longest,
      Predicate<Sample> enough)
      throws InterruptedException {
    Watch watch = new Watch(requests);
    long end = System.nanoTime() + longest.toNanos();
    CompletableFuture<Void> all =
        ClosedLoop.start(thread, server, connections, () -> watch.new Phone());
    while (!all.isDone() && System.nanoTime() < end && !enough.test(watch.sample)) {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
    watch.ending = true;
    all.join();
    return watch.sample;
  }

  /** The requests over one connection: whole pairs. */
  private final class Phone implements Supplier<ClosedLoop.Request> {

    private final SplittableRandom random = new SplittableRandom();
    private boolean isFake;
    private boolean isSecond = true;
    private int pair;

    @Override
    public ClosedLoop.Request get() {
      isSecond = !isSecond;
      if (isSecond) {
        isFake = !isFake;
      } else if (ending) {
        return null;
      } else {
        isFake = random.nextBoolean();
        pair++;
      }
      boolean kind = isFake;
      return new ClosedLoop.Request(
          requests.next(kind, pair), exchange -> sample.add(kind, exchange));
    }
  }
}
