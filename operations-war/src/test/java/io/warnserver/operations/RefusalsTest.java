package io.warnserver.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.warnserver.testing.Logged;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;

class RefusalsTest {

  private static final long SECOND = 1_000_000_000;

  private long nanos = Long.MAX_VALUE - SECOND;

  @Test
  void lines_areOneASecond_andTellWhatWasLeftOut() {
    Refusals refusals = new Refusals(new SimpleMeterRegistry(), () -> nanos);
    Logged log = Logged.by(Refusals.class);
    try (log) {
      refusals.count(Refusal.ROLE);
      refusals.count(Refusal.ROLE);
      nanos += SECOND - 1;
      refusals.count(Refusal.ROLE);
      assertThat(log.lines(Level.WARNING)).hasSize(1);
      // The machine's count of nanoseconds goes on below zero.
      nanos += 1;
      refusals.count(Refusal.ROLE);
      nanos += 10 * SECOND;
      refusals.count(Refusal.ROLE);
    }

    assertThat(log.lines(Level.WARNING))
        .extracting(line -> line.replaceAll(".*\\((.*) more.*", "$1"))
        .containsExactly("0", "2", "0");
  }

  @Test
  void refusals_areCountedByReason_andLoggedOnceASecond() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    Refusals refusals = new Refusals(registry, () -> nanos);
    Logged log = Logged.by(Refusals.class);
    try (log) {
      for (int i = 0; i < 1000; i++) {
        refusals.count(Refusal.WRONG_LOGIN);
      }
      nanos += SECOND;
      refusals.count(Refusal.NO_LOGIN);
    }

    assertThat(
            registry.get("warn.operations.refused").tag("reason", "wrong-login").counter().count())
        .isEqualTo(1000);
    assertThat(registry.get("warn.operations.refused").tag("reason", "role").counter().count())
        .isZero();
    assertThat(log.lines(Level.WARNING))
        .containsExactly(
            "A request to operations was refused: name or password is wrong"
                + " (0 more since the last such line)",
            "A request to operations was refused: this needs a login"
                + " (999 more since the last such line)");
  }
}
