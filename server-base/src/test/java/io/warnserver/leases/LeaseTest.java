package io.warnserver.leases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.database.LocalTransactions;
import io.warnserver.database.NativeSql;
import io.warnserver.database.Schema;
import io.warnserver.database.Transactions;
import io.warnserver.testing.PostgresDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** As the distribution's role, against a real PostgreSQL. */
class LeaseTest {

  private static final Duration HOUR = Duration.ofHours(1);

  private final PostgresDatabase database =
      PostgresDatabase.migrated(role -> new Schema(role).migrate());
  private final Transactions transactions = new LocalTransactions(database, "warn_distribution");
  private final Lease lease = new Lease("job", HOUR);

  @AfterEach
  void clear() throws SQLException {
    database.execute("warn_migration", "truncate lease");
  }

  @Test
  void freeLease_isAcquired() throws SQLException {
    assertThat(lease.acquire(transactions, "one")).hasValue(1);
    assertThat(
            database.rows(
                "select holder || ' ' || (expires_at > now() + interval '59 minutes' and"
                    + " expires_at < now() + interval '61 minutes') from lease where name = 'job'"))
        .containsExactly("one true");
  }

  @Test
  void heldLease_isNotAcquiredByAnybody() {
    acquire("one");

    assertThat(lease.acquire(transactions, "two")).isEmpty();
    assertThat(lease.acquire(transactions, "one")).isEmpty();
  }

  @Test
  void leaseOfAnotherJob_isFree() {
    acquire("one");

    assertThat(new Lease("other", HOUR).acquire(transactions, "two")).hasValue(1);
  }

  @Test
  void releasedLease_isAcquiredWithALargerNumber() {
    long first = acquire("one");
    lease.release(transactions, first);

    assertThat(acquire("two")).isGreaterThan(first);
  }

  @Test
  void expiredLease_isAcquiredWithALargerNumber() throws SQLException {
    long first = acquire("one");
    expire();

    assertThat(acquire("two")).isGreaterThan(first);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1000})
  void leaseWithoutLength_isFreeAtOnce(long millis) {
    Lease none = new Lease("job", Duration.ofMillis(millis));

    assertThat(none.acquire(transactions, "one")).hasValue(1);
    assertThat(none.acquire(transactions, "two")).hasValue(2);
    assertThat(none.acquire(transactions, "three")).hasValue(3);
  }

  @Test
  void holder_renewsIt() throws SQLException {
    long number = acquire("one");
    database.execute("warn_migration", "update lease set expires_at = now() + interval '1 minute'");

    renew(number);

    assertThat(database.rows("select expires_at > now() + interval '59 minutes' from lease"))
        .containsExactly("t");
  }

  @Test
  void holderAfterExpiry_hasLostIt() throws SQLException {
    long number = acquire("one");
    expire();

    assertThatThrownBy(() -> renew(number))
        .isInstanceOf(LeaseLostException.class)
        .hasMessageContaining("'job'");
  }

  @Test
  void holderAfterAnother_hasLostIt() throws SQLException {
    long first = acquire("one");
    expire();
    long second = acquire("two");

    assertThatThrownBy(() -> renew(first)).isInstanceOf(LeaseLostException.class);
    assertThatCode(() -> renew(second)).doesNotThrowAnyException();
  }

  @Test
  void holderAfterRelease_hasLostIt() {
    long number = acquire("one");
    lease.release(transactions, number);

    assertThatThrownBy(() -> renew(number)).isInstanceOf(LeaseLostException.class);
  }

  @Test
  void whoNeverHadIt_cannotRenewIt() {
    assertThatThrownBy(() -> renew(1)).isInstanceOf(LeaseLostException.class);
  }

  @Test
  void releaseByWhoLostIt_leavesItToItsHolder() throws SQLException {
    long first = acquire("one");
    expire();
    long second = acquire("two");

    lease.release(transactions, first);

    assertThat(lease.acquire(transactions, "three")).isEmpty();
    assertThatCode(() -> renew(second)).doesNotThrowAnyException();
  }

  @Test
  void lostLease_takesTheWriteOfItsTransactionBack() throws SQLException {
    long first = acquire("one");
    expire();
    acquire("two");

    assertThatThrownBy(
            () ->
                transactions.run(
                    entities -> {
                      NativeSql.change(entities, "insert into tree values ('LOST', 1)");
                      lease.renew(entities, first);
                    }))
        .isInstanceOf(LeaseLostException.class);
    assertThat(database.rows("select name from tree where name = 'LOST'")).isEmpty();
  }

  @Test
  void renewalThatIsNotCommitted_keepsOthersOut() throws SQLException {
    long number = acquire("one");
    transactions.run(
        entities -> {
          lease.renew(entities, number);

          assertThat(acquireOnAnotherThread()).isEmpty();
        });
  }

  @Test
  void twoAtOnce_areOneHolder() throws Exception {
    CyclicBarrier start = new CyclicBarrier(2);
    ExecutorService instances = Executors.newFixedThreadPool(2);
    Callable<OptionalLong> instance =
        () -> {
          start.await(10, TimeUnit.SECONDS);
          return lease.acquire(transactions, "instance");
        };
    try {
      for (int round = 1; round <= 20; round++) {
        int holders = 0;
        for (Future<OptionalLong> one : instances.invokeAll(List.of(instance, instance))) {
          holders += one.get().isPresent() ? 1 : 0;
        }
        assertThat(holders).isEqualTo(1);
        expire();
      }
    } finally {
      instances.shutdownNow();
    }
    assertThat(database.rows("select fencing_number from lease")).containsExactly("20");
  }

  /** PostgreSQL may not know for a while that the host is gone. */
  @Test
  void holderThatDiedWithinATransaction_keepsNobodyWaiting() throws SQLException {
    acquire("one");
    expire();
    transactions.run(
        entities -> {
          NativeSql.change(entities, "update lease set holder = holder");

          assertThat(acquireOnAnotherThread()).isEmpty();
        });

    assertThat(acquireOnAnotherThread()).isPresent();
  }

  private long acquire(String holder) {
    return lease.acquire(transactions, holder).orElseThrow();
  }

  private void renew(long number) {
    transactions.run(entities -> lease.renew(entities, number));
  }

  private void expire() throws SQLException {
    database.execute(
        "warn_migration", "update lease set expires_at = clock_timestamp() - interval '1 second'");
  }

  private OptionalLong acquireOnAnotherThread() {
    return CompletableFuture.supplyAsync(() -> lease.acquire(transactions, "two")).join();
  }
}
