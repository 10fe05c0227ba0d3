package io.warnserver.benchmarks.alike;

import io.warnserver.benchmarks.load.BodyShape;
import io.warnserver.benchmarks.load.RequestTemplate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Real requests and fakes of the same shapes; both of a pair have the same. */
final class RequestPairs {

  /** Well above the limit of 100 KiB. */
  private static final int OVERSIZED = 120_000;

  private final SplittableRandom random = new SplittableRandom();
  private final List<RequestTemplate> real = new ArrayList<>();
  private final List<RequestTemplate> fake = new ArrayList<>();

  private RequestPairs(String authority, Clock clock, List<BodyShape> shapes) {
    for (BodyShape one : shapes) {
      real.add(RequestTemplate.real(authority, clock, random, false, one));
      fake.add(RequestTemplate.fake(authority, random, one));
    }
  }

  /** As the apps send them; in the state of oversized bodies larger ones. */
  static RequestPairs of(State state, String authority, Clock clock) {
    return new RequestPairs(
        authority,
        clock,
        state == State.OVERSIZED
            ? List.of(new BodyShape(OVERSIZED, false), new BodyShape(OVERSIZED, true))
            : List.of(BodyShape.asSent()));
  }

  /**
   * The next request.
   *
   * @param pair the number of the pair; both of one have the same shape
   */
  byte[] next(boolean isFake, int pair) {
    return (isFake ? fake : real).get(pair % real.size()).next(random);
  }
}
