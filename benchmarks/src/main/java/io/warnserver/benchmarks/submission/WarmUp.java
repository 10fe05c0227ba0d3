package io.warnserver.benchmarks.submission;

import io.warnserver.benchmarks.meters.Figures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Keeps a server busy until requests get no cheaper: until then its JVM compiles what they need,
 * and what a request costs says how long ago the server was started.
 */
final class WarmUp {

  /** What is looked at at once. */
  private static final Duration WINDOW = Duration.ofSeconds(10);

  /** As long as nothing has become cheaper. */
  private static final int STEADY_WINDOWS = 5;

  /** A difference below this is noise. */
  private static final double CHEAPER = 0.97;

  private WarmUp() {}

  /** A server that is kept busy for some time. */
  @FunctionalInterface
  interface Load {

    /** Returns how many requests it has answered, and what each has cost. */
    Window run(Duration duration) throws InterruptedException;
  }

  /**
   * What was seen in some seconds.
   *
   * @param requests that were answered
   * @param failures among them: a server that refuses is cheap
   * @param cpuMillisEach CPU of the server process for each
   */
  record Window(int requests, int failures, double cpuMillisEach) {

    Map<String, Object> figures() {
      return Figures.of("requests", requests, "failures", failures, "cpuMillisEach", cpuMillisEach);
    }
  }

  /**
   * Runs until the best window is no longer among the last ones.
   *
   * @param requests at least so many, whatever they cost: what is called once for each must have
   *     been called often enough for the optimising compiler
   * @param most when it ends in any case
   * @return all windows, in order
   */
  static List<Window> run(long requests, Duration most, Load load) throws InterruptedException {
    List<Window> windows = new ArrayList<>();
    long answered = 0;
    while ((answered < requests || !isSteady(windows))
        && WINDOW.multipliedBy(windows.size()).compareTo(most) < 0) {
      Window window = load.run(WINDOW);
      answered += window.requests();
      windows.add(window);
    }
    return windows;
  }

  private static boolean isSteady(List<Window> windows) {
    int first = windows.size() - STEADY_WINDOWS;
    return first > 0
        && cheapest(windows.subList(first, windows.size()))
            > CHEAPER * cheapest(windows.subList(0, first));
  }

  private static double cheapest(List<Window> windows) {
    return windows.stream().mapToDouble(Window::cpuMillisEach).min().orElseThrow();
  }
}
