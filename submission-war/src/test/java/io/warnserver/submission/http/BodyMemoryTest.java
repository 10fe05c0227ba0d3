package io.warnserver.submission.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BodyMemoryTest {

  private final BodyMemory memory = new BodyMemory(100);
  private final List<String> crowdedOut = new ArrayList<>();
  private final BodyMemory.Share one = memory.newShare(() -> crowdedOut.add("one"));
  private final BodyMemory.Share other = memory.newShare(() -> crowdedOut.add("other"));
  private final BodyMemory.Share third = memory.newShare(() -> crowdedOut.add("third"));

  @Test
  void bodies_growUpToTheBoundTogether() {
    assertThat(one.grow(60)).isTrue();
    assertThat(other.grow(40)).isTrue();

    assertThat(memory.taken()).isEqualTo(100);
    assertThat(crowdedOut).isEmpty();
  }

  @Test
  void bodyThatFindsNoRoom_crowdsOutTheEldestAsOftenAsNeeded() {
    one.grow(60);
    other.grow(40);

    assertThat(third.grow(30)).isTrue();
    assertThat(crowdedOut).containsExactly("one");
    assertThat(memory.taken()).isEqualTo(70);

    assertThat(third.grow(50)).isTrue();
    assertThat(crowdedOut).containsExactly("one", "other");
    assertThat(memory.taken()).isEqualTo(80);
  }

  @Test
  void eldestThatGrows_crowdsOutTheNextOne() {
    one.grow(60);
    other.grow(40);

    assertThat(one.grow(1)).isTrue();

    assertThat(crowdedOut).containsExactly("other");
  }

  @Test
  void bodyThatWasCrowdedOut_growsNoMoreAndGivesBackNothing() {
    one.grow(60);
    other.grow(50);

    assertThat(one.grow(1)).isFalse();
    one.release();

    assertThat(memory.taken()).isEqualTo(50);
    assertThat(crowdedOut).containsExactly("one");
  }

  @Test
  void moreThanThereIs_isRefusedAndCrowdsOutNobody() {
    other.grow(10);

    assertThat(one.grow(101)).isFalse();

    assertThat(crowdedOut).isEmpty();
    assertThat(memory.taken()).isEqualTo(10);
  }

  @Test
  void shareThatIsReleased_givesAllBackOnce() {
    one.grow(30);
    one.grow(30);
    other.grow(10);

    one.release();
    one.release();

    assertThat(memory.taken()).isEqualTo(10);
    assertThat(other.grow(90)).isTrue();
  }

  @Test
  void shareThatIsReleased_growsNoMore() {
    one.release();

    assertThat(one.grow(1)).isFalse();
    assertThat(memory.taken()).isZero();
  }
}
