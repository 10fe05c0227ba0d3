package io.warnserver.local.play;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** How long each named step took; the times of one name are added up. */
public final class Steps {

  private final Map<String, Duration> times = new LinkedHashMap<>();

  /** Does the step and counts its time, also where it fails. */
  public <T, E extends Exception> T time(String name, Step<T, E> step) throws E {
    long start = System.nanoTime();
    try {
      return step.run();
    } finally {
      times.merge(name, Duration.ofNanos(System.nanoTime() - start), Duration::plus);
    }
  }

  /** The times in the order of the first step of each name. */
  public Map<String, Duration> times() {
    return new LinkedHashMap<>(times);
  }

  /** All of it. */
  public Duration total() {
    return times.values().stream().reduce(Duration.ZERO, Duration::plus);
  }

  /** Seconds with one decimal: {@code 12.3 s}. */
  public static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }

  /**
   * What is timed.
   *
   * @param <T> what it gives
   * @param <E> what it may throw
   */
  @FunctionalInterface
  public interface Step<T, E extends Exception> {
    /** Does it. */
    T run() throws E;
  }
}
