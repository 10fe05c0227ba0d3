package io.warnserver.benchmarks.meters;

/** A benchmark could not be run to its end; the message says why. */
public final class BenchmarkFailedException extends RuntimeException {

  /** A failure that the message explains completely. */
  public BenchmarkFailedException(String message) {
    super(message);
  }
}
