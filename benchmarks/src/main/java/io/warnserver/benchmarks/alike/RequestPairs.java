package io.warnserver.benchmarks.alike;

import io.warnserver.benchmarks.load.BodyShape;
import io.warnserver.benchmarks.load.RequestTemplate;
import java.time.Clock;
import java.util.List;
import java.util.SplittableRandom;

/** Real requests and fakes of the same shapes; both of a pair have the same. */
final class RequestPairs {

  /** Well above the limit of 100 KiB. */
  private static final int OVERSIZED = 120_000;

  private final SplittableRandom random = new SplittableRandom();
  private final List<RequestTemplate> real;
  private final List<RequestTemplate> fake;

  /** As the apps send them; in the state of oversized bodies larger ones. */
  RequestPairs(State state, String authority, Clock clock) {
    List<BodyShape> shapes =
        state == State.OVERSIZED
            ? List.of(new BodyShape(OVERSIZED, false), new BodyShape(OVERSIZED, true))
            : List.of(BodyShape.AS_SENT);
    real =
        shapes.stream().map(s -> RequestTemplate.real(authority, clock, random, false, s)).toList();
    fake = shapes.stream().map(s -> RequestTemplate.fake(authority, random, s)).toList();
  }

  /**
   * The next request.
   *
   * @param pair the number of the pair; both of one have the same shape
   */
  byte[] next(boolean isFake, int pair) {
    return (isFake ? fake : real).get(pair % real.size()).next(random);
  }

  /** The next request, either real or a fake. */
  byte[] any() {
    return next(random.nextBoolean(), 0);
  }
}
