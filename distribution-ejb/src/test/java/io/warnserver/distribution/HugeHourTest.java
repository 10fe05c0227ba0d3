package io.warnserver.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.testing.Logged;
import io.warnserver.testing.LongTests;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;

/**
 * An hour of more keys than a package may have: policy 5, at the real numbers in long tests, at a
 * twentieth of them in the usual build.
 */
class HugeHourTest {

  private static final Instant DAY = Instant.parse("2026-03-02T00:00:00Z");
  private static final int THOUSAND = LongTests.askedFor() ? 1000 : 50;
  private static final int MAX = 450 * THOUSAND;

  private final CountedServer server =
      new CountedServer(
          "warn.distribution.max-keys", String.valueOf(MAX), "warn.supported-countries", "DE");

  @Test
  void hourOf700ThousandKeys_isSpreadOverHoursAndIntoTheNextDaysOldestFirst() {
    try (Logged log = Logged.by(TreePlanner.class)) {
      server.arrive(hour(9), 100 * THOUSAND);
      server.completeAfter(hour(10));
      assertThat(log.lines(Level.WARNING)).isEmpty();
      server.arrive(hour(10), 700 * THOUSAND);
      server.completeAfter(hour(11));
      assertThat(log.lines(Level.WARNING))
          .hasSize(2)
          .allMatch(text -> text.contains("%,d keys".formatted(350 * THOUSAND)));
      server.arrive(hour(12), 100 * THOUSAND);
      server.arrive(hour(13), 5 * THOUSAND);
      server.completeAfter(hour(14));
      server.completeAfter(hour(24));
      server.completeAfter(hour(25));
      server.completeAfter(hour(48));
      server.completeAfter(hour(49));
      server.completeAfter(hour(72));
    }

    for (String tree : List.of("DE", "EUR")) {
      assertSpread(tree);
    }
    assertThat(server.database.number("select count(*) from waiting_key")).isZero();
    assertThat(server.database.number("select count(*) from placed_key"))
        .isEqualTo(2 * 905 * THOUSAND);
  }

  private void assertSpread(String tree) {
    String first = tree + "/date/2026-03-02";
    String second = tree + "/date/2026-03-03";
    String third = tree + "/date/2026-03-04";
    assertThat(server.count(first + "/hour/9")).isEqualTo(100 * THOUSAND);
    assertThat(server.count(first + "/hour/10")).isEqualTo(350 * THOUSAND);
    assertThat(server.countDue(first + "/hour/10", hour(10))).isEqualTo(350 * THOUSAND);
    for (int hour = 11; hour < 24; hour++) {
      assertThat(server.count(first + "/hour/" + hour)).isZero();
    }
    assertThat(server.count(first)).isEqualTo(MAX);
    // What waits longest goes first; of the youngest hour nothing fits.
    assertThat(server.count(second + "/hour/0")).isEqualTo(MAX);
    assertThat(server.countDue(second + "/hour/0", hour(10))).isEqualTo(350 * THOUSAND);
    assertThat(server.countDue(second + "/hour/0", hour(12))).isEqualTo(100 * THOUSAND);
    assertThat(server.count(second)).isEqualTo(MAX);
    assertThat(server.count(third + "/hour/0")).isEqualTo(5 * THOUSAND);
    assertThat(server.countDue(third + "/hour/0", hour(13))).isEqualTo(5 * THOUSAND);
    assertThat(server.count(third)).isEqualTo(5 * THOUSAND);

    for (boolean days : new boolean[] {false, true}) {
      long[] keys = server.keys(tree, days);
      assertThat(keys).hasSize(905 * THOUSAND);
      CountedServer.assertDistinct(tree, keys);
    }
    assertThat(
            server.database.rows(
                "select package_hour - %d, count(*) from placed_key where tree = '%s' group by 1 order by 1"
                    .formatted(CountedServer.number(DAY), tree)))
        .containsExactly(
            "9 " + 100 * THOUSAND,
            "10 " + 350 * THOUSAND,
            "24 " + 450 * THOUSAND,
            "48 " + 5 * THOUSAND);
  }

  private static Instant hour(int ofFirstDay) {
    return DAY.plus(Duration.ofHours(ofFirstDay));
  }
}
