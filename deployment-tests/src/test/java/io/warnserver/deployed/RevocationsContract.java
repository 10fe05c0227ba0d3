package io.warnserver.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.warnserver.database.NativeSql;
import io.warnserver.distribution.ledger.PackageWindow;
import io.warnserver.distribution.revocation.RecordedRevocation;
import io.warnserver.distribution.revocation.Revocation;
import io.warnserver.distribution.revocation.RevocationBook;
import io.warnserver.distribution.revocation.RevocationLedger;
import io.warnserver.distribution.revocation.RevocationOrder;
import io.warnserver.distribution.revocation.RevocationRefusedException;
import io.warnserver.keys.HourNumber;
import io.warnserver.keys.KeyData;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What operators take back, through the server's persistence provider. */
interface RevocationsContract extends InContainer {

  Instant ORDERED = Instant.parse("2026-01-02T03:04:05Z");

  /** Zeros, which no phone draws. */
  KeyData REVOKED = KeyData.of(new byte[KeyData.LENGTH]);

  @Test
  default void orderForAPackageThatIsNotThere_isNotWrittenDown() {
    RevocationBook book = new RevocationBook(distribution());
    int before = new RevocationBook(distribution()).all().size();
    RevocationOrder order =
        RevocationOrder.ofAll(PackageWindow.ofHour("XX", new HourNumber(24_020)));

    RevocationRefusedException refused =
        catchThrowableOfType(RevocationRefusedException.class, () -> book.write(order, ORDERED));

    assertThat(refused.reason()).isEqualTo(RevocationRefusedException.Reason.NO_SUCH_PACKAGE);
    assertThat(new RevocationBook(distribution()).all()).hasSize(before);
  }

  @Test
  default void orderForAKeyThatNobodyKnows_isCarriedOutAndRemembered() {
    RevocationLedger ledger = new RevocationLedger(distribution());
    long number =
        new RevocationBook(distribution()).write(RevocationOrder.of(Set.of(REVOKED)), ORDERED);
    try {
      assertThat(isCarriedOut(ledger, number)).isFalse();
      assertThat(shown(number).state()).isEqualTo(Revocation.State.REQUESTED);

      assertThat(ledger.carryOut(number, ORDERED.plusSeconds(1))).isZero();
      assertThat(isCarriedOut(ledger, number)).isTrue();

      ledger.complete(ORDERED.plusSeconds(2));
      assertThat(ledger.find().orders())
          .extracting(RecordedRevocation::number)
          .doesNotContain(number);
      assertThat(shown(number))
          .isEqualTo(
              new Revocation(
                  number,
                  Optional.empty(),
                  false,
                  ORDERED.atOffset(ZoneOffset.UTC),
                  Optional.of(ORDERED.plusSeconds(1).atOffset(ZoneOffset.UTC)),
                  0,
                  Optional.of(ORDERED.plusSeconds(2).atOffset(ZoneOffset.UTC)),
                  0,
                  List.of()));
      Number remembered =
          distribution()
              .call(
                  entities ->
                      NativeSql.number(
                          entities,
                          "select count(*) from revoked_key where revocation_number = ?1",
                          number));
      assertThat(remembered.intValue()).isOne();
    } finally {
      forget(number);
    }
  }

  /** What is complete and old is forgotten; what is not complete stays, however old. */
  @Test
  default void oldOrder_isForgottenOnceItIsComplete() {
    RevocationLedger ledger = new RevocationLedger(distribution());
    HourNumber later = HourNumber.containing(ORDERED).plus(3 * HourNumber.PER_DAY);
    long number =
        new RevocationBook(distribution()).write(RevocationOrder.of(Set.of(REVOKED)), ORDERED);
    try {
      ledger.forget(later);
      assertThat(shown(number).state()).isEqualTo(Revocation.State.REQUESTED);

      int unused = ledger.carryOut(number, ORDERED);
      ledger.complete(ORDERED);
      ledger.forget(later);
      assertThat(new RevocationBook(distribution()).all())
          .extracting(Revocation::number)
          .doesNotContain(number);
    } finally {
      forget(number);
    }
  }

  private static boolean isCarriedOut(RevocationLedger ledger, long number) {
    return ledger.find().orders().stream()
        .filter(order -> order.number() == number)
        .findFirst()
        .orElseThrow()
        .isCarriedOut();
  }

  private Revocation shown(long number) {
    return new RevocationBook(distribution())
        .all().stream().filter(one -> one.number() == number).findFirst().orElseThrow();
  }

  private void forget(long number) {
    distribution()
        .run(
            entities -> {
              NativeSql.change(
                  entities, "delete from revoked_key where revocation_number = ?1", number);
              NativeSql.change(
                  entities, "delete from revocation where revocation_number = ?1", number);
            });
  }
}
