package io.warnserver.leases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.database.LocalTransactions;
import io.warnserver.database.NativeSql;
import io.warnserver.database.Schema;
import io.warnserver.database.Transactions;
import io.warnserver.testing.PostgresDatabase;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** As the distribution's role, against a real PostgreSQL. */
class LeasedTransactionsTest {

  private static final String LAPSE =
      "update lease set expires_at = clock_timestamp() - interval '1 second'";

  private final PostgresDatabase database =
      PostgresDatabase.migrated(role -> new Schema(role).migrate());
  private final Transactions transactions = new LocalTransactions(database, "warn_distribution");
  private final Lease lease = new Lease("job", Duration.ofHours(1));
  private final long number = lease.acquire(transactions, "one").orElseThrow();

  /** For which all transactions are long. */
  private final Transactions leased =
      new LeasedTransactions(transactions, lease, number, Duration.ZERO);

  @AfterEach
  void clear() throws SQLException {
    database.execute("warn_migration", "truncate lease, tree");
  }

  @Test
  void holder_writes() {
    change("insert into tree values ('KEPT', 1)");

    assertThat(database.rows("select name from tree")).containsExactly("KEPT");
  }

  @Test
  void lostLease_keepsAnythingFromBeingWritten() {
    database.execute(LAPSE);
    assertThat(lease.acquire(transactions, "two")).isPresent();

    assertThatThrownBy(() -> change("insert into tree values ('LOST', 1)"))
        .isInstanceOf(LeaseLostException.class);
    assertThat(database.rows("select name from tree")).isEmpty();
  }

  @Test
  void transactionThatTakesLong_endsWithAFreshLease() {
    change(LAPSE);

    assertThat(database.rows("select expires_at > now() + interval '59 minutes' from lease"))
        .containsExactly("t");
  }

  @Test
  void transactionThatIsShort_renewsTheLeaseOnce() {
    new LeasedTransactions(transactions, lease, number, Duration.ofHours(1))
        .run(entities -> NativeSql.change(entities, LAPSE));

    assertThat(database.rows("select expires_at < now() from lease")).containsExactly("t");
  }

  @Test
  void leaseLostDuringTheWork_takesItsWriteBack() {
    assertThatThrownBy(
            () ->
                change(
                    "with lost as (update lease set fencing_number = fencing_number + 1)"
                        + " insert into tree values ('LOST', 1)"))
        .isInstanceOf(LeaseLostException.class);
    assertThat(database.rows("select name from tree")).isEmpty();
  }

  private void change(String sql) {
    leased.run(entities -> NativeSql.change(entities, sql));
  }
}
