package io.warnserver.benchmarks.alike;

import io.warnserver.benchmarks.load.Exchange;
import java.util.ArrayList;
import java.util.List;

/** What was seen so far; one thread adds while another looks. */
final class Sample {

  private final List<Exchange> real = new ArrayList<>();
  private final List<Exchange> fake = new ArrayList<>();

  synchronized void add(boolean isFake, Exchange exchange) {
    (isFake ? fake : real).add(exchange);
  }

  /** How many of the kind with fewer. */
  synchronized int pairs() {
    return Math.min(real.size(), fake.size());
  }

  synchronized List<Exchange> real() {
    return List.copyOf(real);
  }

  synchronized List<Exchange> fake() {
    return List.copyOf(fake);
  }
}
