package io.warnserver.local.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PublishedHoursTest {

  @Test
  void index_hasALastHour() {
    assertThat(PublishedHours.lastOf("[0,1,12]")).contains(12);
    assertThat(PublishedHours.lastOf("[7]")).contains(7);
  }

  @Test
  void emptyIndex_hasNone() {
    assertThat(PublishedHours.lastOf("[]")).isEmpty();
  }

  @Test
  void noIndex_isRefused() {
    assertThatThrownBy(() -> PublishedHours.lastOf("<html>"))
        .isInstanceOf(PlayFailedException.class);
    assertThatThrownBy(() -> PublishedHours.lastOf("[\"one\"]"))
        .isInstanceOf(PlayFailedException.class);
  }
}
