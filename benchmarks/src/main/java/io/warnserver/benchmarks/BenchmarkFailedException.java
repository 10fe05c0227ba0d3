package io.warnserver.benchmarks;

/** A benchmark could not be run to its end; the message says why. */
final class BenchmarkFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** A failure that the message explains completely. */
  BenchmarkFailedException(String message) {
    super(message);
  }

  /** A failure with the exception behind it. */
  BenchmarkFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
