package io.warnserver.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.distribution.testing.ArrivingKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys whose retention ends before enough others wait with them. */
class ExpiredUnpublishedTest {

  private static final String EXPIRED = "warn.distribution.keys.expired_unpublished";
  private static final Logger LOG = Logger.getLogger(DistributionRun.class.getName());
  private static final Instant TEN = Instant.parse("2026-03-02T10:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  /** The first full hour after which a key of the hour from ten on is older than retention. */
  private static final Instant END = TEN.plus(Duration.ofDays(14)).plus(HOUR);

  private final TestServer server =
      new TestServer("warn.supported-countries", "DE,FR", "warn.distribution.min-keys", "140");

  @BeforeEach
  void doNotLog() {
    LOG.setLevel(Level.OFF);
  }

  @AfterEach
  void logAgain() {
    LOG.setLevel(null);
  }

  @Test
  void keyThatWaitedUntilTheEndOfRetention_isDeletedAndCountedOnceForEachTree() {
    server.arrive(server.keys.readyAt(TEN, 2));
    server.arrive(server.keys.readyAt(TEN.plus(HOUR), 1));
    server.completeAfter(TEN.plus(HOUR.multipliedBy(2)));

    server.completeAfter(END.minus(HOUR));
    assertExpired(0, 0);
    assertThat(server.waiting()).containsExactlyInAnyOrderEntriesOf(Map.of("DE", 3, "EUR", 3));

    server.completeAfter(END);
    assertExpired(2, 2);
    assertThat(server.waiting()).containsExactlyInAnyOrderEntriesOf(Map.of("DE", 1, "EUR", 1));
    server.completeAfter(END);
    assertExpired(2, 2);
  }

  @Test
  void keyThatIsJoinedByEnoughInTheLastHour_isPublishedAndNotCounted() {
    List<ArrivingKey> early = server.keys.readyAt(TEN, 2);
    server.arrive(early);
    server.completeAfter(TEN.plus(HOUR));
    server.arrive(server.keys.readyAt(END.minus(HOUR), 138));

    server.completeAfter(END);

    assertExpired(0, 0);
    assertThat(server.hour("DE", "2026-03-16", 10).keyData())
        .hasSize(140)
        .containsAll(early.stream().map(ArrivingKey::data).toList());
  }

  @Test
  void keyOfACountryWithFewKeys_isPublishedInEurAndCountedForItsCountryOnly() {
    server.arrive(server.keys.readyAt(TEN).from("FR").visiting("FR"));
    server.arrive(server.keys.readyAt(TEN, 140));
    server.completeHourly(TEN.plus(HOUR), TEN.plus(HOUR.multipliedBy(2)));
    assertThat(server.hour("EUR", "2026-03-02", 10).keys()).hasSize(141);

    server.completeAfter(END);

    assertExpired(1, 0);
  }

  private void assertExpired(int inCountries, int inEur) {
    assertThat(server.counted(EXPIRED, "tree", "country")).isEqualTo(inCountries);
    assertThat(server.counted(EXPIRED, "tree", "eur")).isEqualTo(inEur);
  }
}
