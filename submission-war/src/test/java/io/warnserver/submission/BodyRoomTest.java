package io.warnserver.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BodyRoomTest {

  private final BodyRoom room = new BodyRoom(100);
  private final List<String> crowdedOut = new ArrayList<>();
  private final BodyRoom.Place one = room.newPlace(() -> crowdedOut.add("one"));
  private final BodyRoom.Place other = room.newPlace(() -> crowdedOut.add("other"));
  private final BodyRoom.Place third = room.newPlace(() -> crowdedOut.add("third"));

  @Test
  void bodies_growUpToTheBoundTogether() {
    assertThat(one.grow(60)).isTrue();
    assertThat(other.grow(40)).isTrue();

    assertThat(room.taken()).isEqualTo(100);
    assertThat(crowdedOut).isEmpty();
  }

  @Test
  void bodyThatFindsNoRoom_crowdsOutTheEldestAsOftenAsNeeded() {
    one.grow(60);
    other.grow(40);

    assertThat(third.grow(30)).isTrue();
    assertThat(crowdedOut).containsExactly("one");
    assertThat(room.taken()).isEqualTo(70);

    assertThat(third.grow(50)).isTrue();
    assertThat(crowdedOut).containsExactly("one", "other");
    assertThat(room.taken()).isEqualTo(80);
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
    one.leave();

    assertThat(room.taken()).isEqualTo(50);
    assertThat(crowdedOut).containsExactly("one");
  }

  @Test
  void moreThanThereIs_isRefusedAndCrowdsOutNobody() {
    other.grow(10);

    assertThat(one.grow(101)).isFalse();

    assertThat(crowdedOut).isEmpty();
    assertThat(room.taken()).isEqualTo(10);
  }

  @Test
  void placeThatIsLeft_givesAllBackOnce() {
    one.grow(30);
    one.grow(30);
    other.grow(10);

    one.leave();
    one.leave();

    assertThat(room.taken()).isEqualTo(10);
    assertThat(other.grow(90)).isTrue();
  }

  @Test
  void placeThatIsLeft_growsNoMore() {
    one.leave();

    assertThat(one.grow(1)).isFalse();
    assertThat(room.taken()).isZero();
  }
}
