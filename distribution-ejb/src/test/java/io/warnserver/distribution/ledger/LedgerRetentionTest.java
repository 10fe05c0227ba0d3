package io.warnserver.distribution.ledger;

import static io.warnserver.distribution.ledger.LedgerFixture.FIRST;
import static io.warnserver.distribution.ledger.LedgerFixture.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.distribution.plan.HourPlan;
import io.warnserver.distribution.plan.PackageLimits;
import io.warnserver.distribution.testing.ArrivingKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerRetentionTest {

  private final LedgerFixture fixture = new LedgerFixture();
  private final LedgerRetention retention = new LedgerRetention(fixture.database.distribution());

  @Test
  void keysThatNoRunTookUp_areDeleted() {
    fixture.database.arrive(fixture.keys.readyAt(at("04:00"), 2));
    fixture.database.arrive(fixture.keys.readyAt(at("05:00"), 3));

    assertThat(deleteBefore(5)).isEqualTo(new LedgerRetention.NeverPublished(0, 0));

    assertThat(fixture.database.number("select count(*) from incoming_key")).isEqualTo(3);
  }

  @Test
  void keysThatWereTakenUp_areKnownTwoDaysMore() {
    ArrivingKey key = fixture.keys.readyAt(at("04:00"));
    fixture.takeUp(key);
    fixture.planTo(4, new PackageLimits(1, 10));

    deleteBefore(23 + 48);
    fixture.takeUp(key);

    assertThat(fixture.database.number("select count(*) from known_key")).isEqualTo(1);
    assertThat(fixture.database.number("select count(*) from waiting_key")).isZero();
    deleteBefore(24 + 48);
    assertThat(fixture.database.number("select count(*) from known_key")).isZero();
  }

  @Test
  void dayOnWhichWasPublished_needsNoSecondLookThroughKnownKeys() {
    fixture.takeUp(fixture.keys.readyAt(at("04:00")));
    fixture.planTo(4, new PackageLimits(1, 10));
    fixture.database.execute("update publishing set last_hour = " + FIRST.plus(24 + 72).value());

    deleteBefore(24 + 49);
    assertThat(fixture.database.number("select count(*) from known_key")).isEqualTo(1);

    deleteBefore(48 + 48);
    assertThat(fixture.database.number("select count(*) from known_key")).isZero();
  }

  @Test
  void hoursOfPackagesThatExpired_areDeletedByTheDay() {
    fixture.takeUp(fixture.keys.readyAt(at("04:00")));
    fixture.planTo(4, new PackageLimits(1, 10));

    deleteBefore(23);
    assertThat(fixture.hours("DE")).hasSize(1);
    deleteBefore(24);
    assertThat(fixture.hours("DE")).isEmpty();
  }

  @Test
  void keysThatNeverGotIntoAPackage_areDeletedAndCounted() {
    fixture.takeUp(fixture.keys.readyAt(at("04:00"), 2));
    fixture.takeUp(fixture.keys.readyAt(at("05:00"), 1));

    assertThat(deleteBefore(5)).isEqualTo(new LedgerRetention.NeverPublished(4, 2));

    assertThat(fixture.hours("EUR")).hasSize(1);
  }

  @Test
  void keyThatHasItsPlaceInEur_isCountedForItsCountryOnly() {
    fixture.takeUp(fixture.keys.readyAt(at("04:00")));
    fixture.plan(
        state -> state.tree().equals("EUR") ? List.of(new HourPlan(FIRST.plus(4), 1)) : List.of());

    assertThat(deleteBefore(5)).isEqualTo(new LedgerRetention.NeverPublished(1, 0));

    assertThat(fixture.database.number("select count(*) from waiting_key")).isZero();
  }

  /** As if retention began in an hour of the first day. */
  private LedgerRetention.NeverPublished deleteBefore(int hour) {
    return retention.delete(FIRST.plus(hour + 24), 1, LedgerFixture.policy(true, true));
  }
}
