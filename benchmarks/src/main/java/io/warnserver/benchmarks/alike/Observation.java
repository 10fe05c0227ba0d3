package io.warnserver.benchmarks.alike;

import io.warnserver.benchmarks.load.Exchange;

/**
 * What was seen of one request.
 *
 * @param exchange the request and its answer
 * @param closed whether the connection was of no more use afterwards
 */
record Observation(Exchange exchange, boolean closed) {

  /** What a classifier may learn from: everything but what was sent. */
  double[] features() {
    return new double[] {
      exchange.millis(),
      exchange.millisToFirstByte(),
      exchange.millis() - exchange.millisToFirstByte(),
      exchange.status(),
      exchange.bytes(),
      exchange.headers().size(),
      exchange.place(),
      closed ? 1 : 0
    };
  }
}
