package io.warnserver.benchmarks.alike;

import java.util.ArrayList;
import java.util.List;

/** What was seen so far; one thread adds while another looks. */
final class Sample {

  private final List<Observation> real = new ArrayList<>();
  private final List<Observation> fake = new ArrayList<>();

  synchronized void add(boolean isFake, Observation observation) {
    (isFake ? fake : real).add(observation);
  }

  /** How many of the kind with fewer. */
  synchronized int pairs() {
    return Math.min(real.size(), fake.size());
  }

  synchronized List<Observation> real() {
    return List.copyOf(real);
  }

  synchronized List<Observation> fake() {
    return List.copyOf(fake);
  }
}
