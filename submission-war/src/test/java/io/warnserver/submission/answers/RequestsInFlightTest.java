package io.warnserver.submission.answers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestsInFlightTest {

  private final RequestsInFlight inFlight = new RequestsInFlight(2);

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
