package io.warnserver.distribution.ledger;

import static io.warnserver.distribution.ledger.LedgerFixture.FIRST;
import static io.warnserver.distribution.ledger.LedgerFixture.MIDNIGHT;
import static io.warnserver.distribution.ledger.LedgerFixture.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.distribution.plan.HourPlan;
import io.warnserver.distribution.plan.PackageLimits;
import io.warnserver.distribution.testing.ArrivingKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LedgerTest {

  private static final PackageLimits ANY = new PackageLimits(1, 1000);

  private final LedgerFixture fixture = new LedgerFixture();

  @Test
  void noKeyAndNoTree_nothingIsAsked() {
    fixture.plan(
        state -> {
          throw new AssertionError("asked for " + state);
        });

    assertThat(fixture.packages.planned(FIRST)).isEmpty();
  }

  @Test
  void newTree_isAskedForWithItsWaitingKeys() {
    fixture.takeUp(fixture.keys.readyAt(at("01:00"), 2));
    fixture.takeUp(fixture.keys.readyAt(at("04:00"), 3));
    List<Ledger.TreeState> asked = planNothing();

    assertThat(asked).extracting(Ledger.TreeState::tree).containsExactly("DE", "EUR");
    assertThat(asked)
        .allSatisfy(
            state -> {
              assertThat(state.active()).isFalse();
              assertThat(state.nextHour().value()).isZero();
              assertThat(state.takenToday()).isZero();
              assertThat(state.waiting())
                  .hasSize(2)
                  .containsEntry(FIRST.plus(1), 2)
                  .containsEntry(FIRST.plus(4), 3);
            });
  }

  @Test
  void plannedHours_arePackagesAndAdvanceTheTree() {
    fixture.takeUp(fixture.keys.readyAt(at("01:00"), 2));
    fixture.plan(state -> List.of(new HourPlan(FIRST.plus(1), 2), new HourPlan(FIRST.plus(2), 0)));

    assertThat(fixture.packages.planned(FIRST))
        .containsExactly(
            new Packages.Entry(PackageWindow.ofHour("DE", FIRST.plus(1)), 2),
            new Packages.Entry(PackageWindow.ofHour("EUR", FIRST.plus(1)), 2),
            new Packages.Entry(PackageWindow.ofHour("DE", FIRST.plus(2)), 0),
            new Packages.Entry(PackageWindow.ofHour("EUR", FIRST.plus(2)), 0));
    assertThat(planNothing())
        .allSatisfy(
            state -> {
              assertThat(state.active()).isTrue();
              assertThat(state.nextHour()).isEqualTo(FIRST.plus(3));
              assertThat(state.takenToday()).isEqualTo(2);
              assertThat(state.waiting()).isEmpty();
            });
  }

  @Test
  void takenToday_countsTheHoursOfTheNextHoursDayOnly() {
    fixture.takeUp(fixture.keys.readyAt(at("01:00"), 9));
    fixture.planHour(22, 4);
    fixture.planHour(23, 3);

    assertThat(planNothing()).extracting(Ledger.TreeState::takenToday).containsOnly(0);

    fixture.planHour(24, 2);

    assertThat(planNothing()).extracting(Ledger.TreeState::takenToday).containsOnly(2);
  }

  /** Takes less than a second, or minutes if all that wait are gone through for each key. */
  @Test
  @Timeout(value = 20, unit = TimeUnit.SECONDS)
  void tablesThatThePlannerHasNoFiguresOf_areGoneThroughOnce() {
    int many = 20_000;
    fixture.database.execute("analyze waiting_key");
    fixture.database.execute(
        "insert into waiting_key select substring(sha256(int4send(i)) for 24), 1, %d, 'DE', '', '{}'"
                .formatted(FIRST.value())
            + " from generate_series(1, %d) i".formatted(many));

    fixture.plan(
        state ->
            List.of(new HourPlan(FIRST.plus(1), 300), new HourPlan(FIRST.plus(2), many - 300)));

    assertThat(
            fixture.database.rows(
                "select tree, package_hour - %d, count(*) from placed_key group by 1, 2 order by 1, 2"
                    .formatted(FIRST.value())))
        .containsExactly("DE 1 300", "DE 2 " + (many - 300), "EUR 1 300", "EUR 2 " + (many - 300));
    assertThat(fixture.database.number("select count(*) from waiting_key")).isZero();
  }

  @Test
  void fewerThanWait_theOldestGo() {
    List<ArrivingKey> late = sorted(fixture.keys.readyAt(at("05:00"), 3));
    List<ArrivingKey> early = sorted(fixture.keys.readyAt(at("01:00"), 3));
    fixture.takeUp(Stream.concat(late.stream(), early.stream()).toList());

    fixture.planHour(5, 4);

    // All that were due at 1, then the first by data of those due at 5.
    List<String> gone = new ArrayList<>(early.stream().map(key -> key.data() + " 5").toList());
    gone.add(late.get(0).data() + " 5");
    gone.add(late.get(1).data() + " waits");
    gone.add(late.get(2).data() + " waits");
    assertThat(fixture.hours("DE")).containsExactlyInAnyOrderElementsOf(gone);
    assertThat(fixture.hours("EUR")).containsExactlyInAnyOrderElementsOf(gone);
  }

  @Test
  void keysDueLater_areNotTaken() {
    fixture.takeUp(fixture.keys.readyAt(at("05:00"), 3));

    assertThatThrownBy(() -> fixture.planHour(4, 3)).isInstanceOf(IllegalStateException.class);

    assertThat(fixture.packages.planned(FIRST)).as("rolled back").isEmpty();
    assertThat(fixture.hours("DE")).allMatch(hour -> hour.endsWith("waits"));
  }

  @Test
  void keyOfAnHourThatHasItsPackage_goesToTheNextThatHasNot() {
    fixture.takeUp(fixture.keys.readyAt(at("01:00"), 3));
    fixture.planTo(3, ANY);
    ArrivingKey late = fixture.keys.readyAt(at("02:00"));
    fixture.takeUp(late);

    fixture.planTo(5, ANY);

    assertThat(fixture.hours("DE")).contains(late.data() + " 4");
    assertThat(
            fixture.database.rows(
                "select key_count from key_package where tree = 'DE'" + " order by first_hour"))
        .containsExactly("3", "0", "0", "1", "0");
  }

  @Test
  void lastHourOfADay_plansTheDayAsTheUnionOfItsHours() {
    fixture.takeUp(fixture.keys.readyAt(at("20:00"), 3));
    fixture.planTo(21, ANY);
    fixture.takeUp(fixture.keys.readyAt(at("22:00"), 4));

    fixture.planTo(24, ANY);

    assertThat(fixture.packages.planned(FIRST))
        .filteredOn(entry -> entry.window().isDay())
        .containsExactly(
            new Packages.Entry(PackageWindow.ofDay("DE", FIRST), 7),
            new Packages.Entry(PackageWindow.ofDay("EUR", FIRST), 7));
    assertThat(fixture.packages.planned(FIRST).stream().map(entry -> entry.window().toString()))
        .as("a day after its last hour, before the next")
        .containsSubsequence(
            PackageWindow.ofHour("DE", FIRST.plus(23)).toString(),
            PackageWindow.ofDay("DE", FIRST).toString(),
            PackageWindow.ofHour("DE", FIRST.plus(24)).toString());
  }

  @Test
  void treesPlanEachForThemselves_aKeyMayGoInDifferentHours() {
    ArrivingKey key = fixture.keys.readyAt(at("01:00")).visiting("AT", "DE");
    fixture.takeUp(key);

    fixture.plan(
        state ->
            state.tree().equals("AT")
                ? List.of(new HourPlan(FIRST.plus(1), 0), new HourPlan(FIRST.plus(2), 1))
                : List.of(new HourPlan(FIRST.plus(1), 1)));

    assertThat(fixture.hours("AT")).containsExactly(key.data() + " 2");
    assertThat(fixture.hours("DE")).containsExactly(key.data() + " 1");
    assertThat(fixture.hours("EUR")).containsExactly(key.data() + " 1");
  }

  @Test
  void treeThatEnded_isInactiveAndRemembersItsNextHour() {
    fixture.takeUp(fixture.keys.readyAt(MIDNIGHT, 2));
    fixture.planTo(30, ANY);
    fixture.publishAll();
    fixture.packages.expire(FIRST.plus(24), FIRST.plus(24), Set.of());
    fixture.packages.unlist(MIDNIGHT);
    fixture.packages.forget(fixture.packages.unlistedUntil(MIDNIGHT));
    fixture.takeUp(fixture.keys.readyAt(at("03:00")));

    assertThat(planNothing())
        .allSatisfy(
            state -> {
              assertThat(state.active()).isFalse();
              assertThat(state.nextHour()).isEqualTo(FIRST.plus(31));
              assertThat(state.takenToday()).isZero();
              assertThat(state.waiting()).containsOnlyKeys(FIRST.plus(3));
            });
  }

  @Test
  void planThatFailsForOneTree_changesNone() {
    fixture.takeUp(fixture.keys.readyAt(MIDNIGHT, 2));

    assertThatThrownBy(
            () ->
                fixture.plan(
                    state -> {
                      if (state.tree().equals("EUR")) {
                        throw new IllegalStateException("as this test wants");
                      }
                      return List.of(new HourPlan(FIRST, 2));
                    }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(fixture.packages.planned(FIRST)).isEmpty();
    assertThat(planNothing()).noneMatch(Ledger.TreeState::active);
  }

  private List<Ledger.TreeState> planNothing() {
    List<Ledger.TreeState> asked = new ArrayList<>();
    fixture.plan(
        state -> {
          asked.add(state);
          return List.of();
        });
    asked.sort(Comparator.comparing(Ledger.TreeState::tree));
    return asked;
  }

  private static List<ArrivingKey> sorted(List<ArrivingKey> keys) {
    return keys.stream().sorted(Comparator.comparing(ArrivingKey::data)).toList();
  }
}
