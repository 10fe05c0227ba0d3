package io.warnserver.submission;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.warnserver.submission.base.Samples;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestsInFlightTest {

  private final RequestsInFlight inFlight =
      new RequestsInFlight(
          Samples.settings(Map.of("warn.submission.max-in-flight", "2")),
          new SubmissionMetrics(new SimpleMeterRegistry()));

  @Test
  void requestsUpToTheBound_areLetIn() {
    assertThat(inFlight.enter()).isTrue();
    assertThat(inFlight.enter()).isTrue();
    assertThat(inFlight.enter()).isFalse();
    assertThat(inFlight.enter()).isFalse();
    assertThat(inFlight.count()).isEqualTo(2);
  }

  @Test
  void closed_letsNobodyInAndStillCountsThoseWithin() {
    inFlight.enter();

    inFlight.close();

    assertThat(inFlight.enter()).isFalse();
    assertThat(inFlight.count()).isOne();
    inFlight.leave();
    assertThat(inFlight.count()).isZero();
  }

  @Test
  void requestThatIsAnswered_makesRoomForOne() {
    inFlight.enter();
    inFlight.enter();
    inFlight.enter();

    inFlight.leave();

    assertThat(inFlight.enter()).isTrue();
    assertThat(inFlight.enter()).isFalse();
  }
}
