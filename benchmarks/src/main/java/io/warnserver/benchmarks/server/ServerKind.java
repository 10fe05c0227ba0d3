package io.warnserver.benchmarks.server;

import io.warnserver.benchmarks.meters.BenchmarkFailedException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** An application server that the application is meant for. */
public enum ServerKind {
  /** Payara Micro, with the WAR. */
  MICRO,
  /** Payara Server, with the EAR. */
  PAYARA,
  /** WildFly, with the EAR. */
  WILDFLY;

  /**
   * By its word on the command line.
   *
   * @throws BenchmarkFailedException with one line that names the words
   */
  public static ServerKind of(String word) {
    return Arrays.stream(values())
        .filter(kind -> kind.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new BenchmarkFailedException(
                    "server: must be one of "
                        + Arrays.stream(values())
                            .map(ServerKind::word)
                            .collect(Collectors.joining(", "))));
  }

  /** Its word on the command line and in the results. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
