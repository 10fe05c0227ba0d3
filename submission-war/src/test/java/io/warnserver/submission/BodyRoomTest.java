package io.warnserver.submission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BodyRoomTest {

  private final BodyRoom room = new BodyRoom(100);
  private final BodyRoom.Place one = room.newPlace();
  private final BodyRoom.Place other = room.newPlace();

  @Test
  void bodies_growUpToTheBoundTogether() {
    assertThat(one.grow(60)).isTrue();
    assertThat(other.grow(41)).isFalse();
    assertThat(other.grow(40)).isTrue();
    assertThat(one.grow(1)).isFalse();
    assertThat(room.taken()).isEqualTo(100);
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
