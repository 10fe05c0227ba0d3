package io.warnserver.benchmarks.meters;

/** A benchmark could not be run to its end; the message says why. */
public final class BenchmarkFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** A failure that the message explains completely. */
  public BenchmarkFailedException(String message) {
    super(message);
  }

  /** A failure with the exception behind it. */
  public BenchmarkFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
