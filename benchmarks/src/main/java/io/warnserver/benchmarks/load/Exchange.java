package io.warnserver.benchmarks.load;

import java.util.List;

/**
 * What somebody at the wire sees of one request.
 *
 * @param status of the answer; {@link #ENDED} where the connection ended without a whole one
 * @param headers names and values in their order, as they came, without what is a time of day
 * @param bytes of the answer on the wire, the head included
 * @param sentNanos when the first byte was given to the connection, by {@link System#nanoTime()}
 * @param firstNanos when the answer began
 * @param doneNanos when the answer was whole, or the connection ended
 * @param place how many requests went over the connection before
 * @param closed whether the connection was of no more use afterwards
 */
public record Exchange(
    int status,
    List<String> headers,
    int bytes,
    long sentNanos,
    long firstNanos,
    long doneNanos,
    int place,
    boolean closed) {

  /** Instead of a status. */
  public static final int ENDED = 0;

  private static final double NANOS_IN_MILLI = 1e6;

  /** What became of the connection is known later than all else. */
  Exchange withClosed(boolean isClosed) {
    return new Exchange(status, headers, bytes, sentNanos, firstNanos, doneNanos, place, isClosed);
  }

  /** Milliseconds from the first byte sent to the last one received. */
  public double millis() {
    return (doneNanos - sentNanos) / NANOS_IN_MILLI;
  }

  /** Milliseconds from the first byte sent to the first one received. */
  public double millisToFirstByte() {
    return (firstNanos - sentNanos) / NANOS_IN_MILLI;
  }
}
