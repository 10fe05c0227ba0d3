package io.warnserver.federation.download;

import static io.warnserver.federation.download.DownloadFixture.FRANCE;
import static io.warnserver.federation.download.DownloadFixture.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.federation.gateway.DownloadAnswer;
import io.warnserver.federation.gateway.DownloadTag;
import io.warnserver.federation.testing.FakeGateway;
import io.warnserver.federation.testing.TestCountry;
import io.warnserver.testing.SettableClock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DetourTest {

  private static final LocalDate DAY = LocalDate.parse("2026-11-23");

  private final SettableClock clock = new SettableClock(START);
  private final FakeGateway gateway = new FakeGateway(clock, TestCountry.ANCHOR.certificate());

  private static DownloadTag tag(int number) {
    return new DownloadTag(DAY, number);
  }

  /** Batches of the day, the last of which is the one with this number. */
  private void offerUpTo(int number) {
    for (int i = 1; i <= number; i++) {
      gateway.offer(FRANCE, FRANCE.keys(1, START));
    }
  }

  private void breakFrom(int first, int last) {
    for (int number = first; number <= last; number++) {
      gateway.broken.add(tag(number));
    }
  }

  private Optional<Detour> around(int number, LocalDate today) {
    return Detour.around(tag(number), gateway, today);
  }

  private static Optional<DownloadTag> next(Optional<Detour> detour) {
    return detour.orElseThrow().next().map(DownloadAnswer.Named::tag);
  }

  @Test
  void nextNumberThatIsThere_isNext() {
    offerUpTo(3);
    breakFrom(2, 2);

    Optional<Detour> detour = around(2, DAY);

    assertThat(next(detour)).contains(tag(3));
    assertThat(detour.get().missing()).containsExactly(tag(2));
    assertThat(gateway.requests).containsExactly("download 2026-11-23 20261123-3");
  }

  @Test
  void unreadableBatch_isNextToo() {
    DownloadAnswer.Unreadable unreadable =
        new DownloadAnswer.Unreadable(tag(3), Optional.of(tag(4)));
    gateway.downloadAnswers.add(Optional.of(unreadable));

    assertThat(around(2, DAY)).contains(new Detour(List.of(tag(2)), Optional.of(unreadable)));
  }

  @Test
  void numbersThatAreBrokenToo_areMissingBeforeABatchThatIsThere() {
    offerUpTo(5);
    breakFrom(2, 4);

    Optional<Detour> detour = around(2, DAY);

    assertThat(next(detour)).contains(tag(5));
    assertThat(detour.get().missing()).containsExactly(tag(2), tag(3), tag(4));
  }

  @Test
  void moreBrokenNumbersThanAreAskedFor_areAGatewayOutOfReachToday() {
    offerUpTo(6);
    breakFrom(2, 5);

    assertThat(around(2, DAY)).isEmpty();
    assertThat(gateway.requests)
        .containsExactly(
            "download 2026-11-23 20261123-3",
            "download 2026-11-23 20261123-4",
            "download 2026-11-23 20261123-5");
  }

  @Test
  void moreBrokenNumbersThanAreAskedFor_arePassedOverWhenTheNextDayIsThere() {
    offerUpTo(6);
    breakFrom(2, 6);
    clock.set(START.plus(Duration.ofDays(1)));
    DownloadTag nextDay = gateway.offer(FRANCE, FRANCE.keys(1, START));

    Optional<Detour> detour = around(2, DAY.plusDays(1));

    assertThat(next(detour)).contains(nextDay);
    assertThat(detour.get().missing()).containsExactly(tag(2), tag(3), tag(4), tag(5));
    assertThat(gateway.requests).hasSize(4).endsWith("download 2026-11-24");
  }

  @Test
  void nothingBehindIt_endsTheChain_andNumbersThatMayNotBeThereAreNotMissing() {
    offerUpTo(2);
    breakFrom(2, 3);

    assertThat(around(2, DAY)).contains(new Detour(List.of(tag(2)), Optional.empty()));
  }

  @Test
  void nothingOnTheNextDayEither_endsTheChain() {
    offerUpTo(2);
    breakFrom(2, 2);
    clock.set(START.plus(Duration.ofDays(1)));

    assertThat(around(2, DAY.plusDays(1))).contains(new Detour(List.of(tag(2)), Optional.empty()));
    assertThat(gateway.requests)
        .containsExactly("download 2026-11-23 20261123-3", "download 2026-11-24");
  }

  @Test
  void dayThatIsGone_saysThatTheGatewayWorks() {
    gateway.downloadAnswers.add(Optional.of(new DownloadAnswer.Gone()));
    gateway.downloadAnswers.add(Optional.of(new DownloadAnswer.Failed("status 500")));

    assertThat(around(2, DAY.plusDays(1))).contains(new Detour(List.of(tag(2)), Optional.empty()));
  }

  @Test
  void gatewayThatAnswersToNothing_isOutOfReach() {
    gateway.outOfReach = true;

    assertThat(around(2, DAY.plusDays(1))).isEmpty();
    assertThat(gateway.requests).hasSize(4);
  }
}
