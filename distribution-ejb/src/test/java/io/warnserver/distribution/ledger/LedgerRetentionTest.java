package io.warnserver.distribution.ledger;

import static io.warnserver.distribution.ledger.LedgerFixture.FIRST;
import static io.warnserver.distribution.ledger.LedgerFixture.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.distribution.plan.PackageLimits;
import io.warnserver.distribution.testing.ArrivingKey;
import org.junit.jupiter.api.Test;

class LedgerRetentionTest {

  private final LedgerFixture fixture = new LedgerFixture();
  private final LedgerRetention retention = new LedgerRetention(fixture.database.distribution());

  @Test
  void keysSubmittedBefore_areDeleted() {
    fixture.takeUp(fixture.keys.readyAt(at("04:00"), 2));
    fixture.takeUp(fixture.keys.readyAt(at("05:00"), 3));
    fixture.planTo(6, new PackageLimits(1, 10));

    LedgerRetention.Deleted deleted = retention.delete(FIRST.plus(5));

    assertThat(deleted).isEqualTo(new LedgerRetention.Deleted(2, 0, 0, 0));
    assertThat(fixture.database.number("select count(*) from diagnosis_key")).isEqualTo(3);
  }

  @Test
  void keysThatNoRunTookUp_areDeletedToo() {
    fixture.database.arrive(fixture.keys.readyAt(at("04:00"), 2));
    fixture.database.arrive(fixture.keys.readyAt(at("05:00"), 3));

    LedgerRetention.Deleted deleted = retention.delete(FIRST.plus(5));

    assertThat(deleted).isEqualTo(new LedgerRetention.Deleted(2, 0, 0, 0));
    assertThat(fixture.database.number("select count(*) from incoming_key")).isEqualTo(3);
  }

  @Test
  void whatWasPublished_isRememberedTwoDaysMore() {
    ArrivingKey key = fixture.keys.readyAt(at("04:00"));
    fixture.takeUp(key);
    fixture.planTo(4, new PackageLimits(1, 10));

    assertThat(retention.delete(FIRST.plus(4 + 48)).publications()).isZero();
    fixture.takeUp(key);
    assertThat(fixture.hours("DE")).containsExactly(key.data() + " 4");
    assertThat(retention.delete(FIRST.plus(5 + 48)).publications()).isEqualTo(2);
    assertThat(fixture.hours("DE")).isEmpty();
  }

  @Test
  void keysThatNeverGotIntoAPackage_areDeletedAndCounted() {
    fixture.takeUp(fixture.keys.readyAt(at("04:00"), 2));
    fixture.takeUp(fixture.keys.readyAt(at("05:00"), 1));

    LedgerRetention.Deleted deleted = retention.delete(FIRST.plus(5));

    assertThat(deleted).isEqualTo(new LedgerRetention.Deleted(2, 0, 4, 2));
    assertThat(fixture.hours("EUR")).hasSize(1);
  }
}
