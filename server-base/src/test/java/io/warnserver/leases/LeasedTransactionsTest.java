package io.warnserver.leases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.database.LocalTransactions;
import io.warnserver.database.NativeSql;
import io.warnserver.database.Rows;
import io.warnserver.database.Schema;
import io.warnserver.database.Transactions;
import io.warnserver.testing.PostgresDatabase;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** As the distribution's role, against a real PostgreSQL. */
class LeasedTransactionsTest {

  private static final String LAPSE =
      "update lease set expires_at = clock_timestamp() - interval '1 second'";

  private final PostgresDatabase database =
      PostgresDatabase.migrated(role -> new Schema(role).migrate());
  private final Transactions transactions = new LocalTransactions(database, "warn_distribution");
  private final Lease lease = new Lease("job", Duration.ofHours(1));
  private final long number = lease.acquire(transactions, "one").orElseThrow();
  private final Transactions leased = new LeasedTransactions(transactions, lease, number);

  /** What work has. */
  private enum With {
    ENTITIES {
      @Override
      void change(Transactions transactions, String sql) {
        transactions.run(entities -> NativeSql.change(entities, sql));
      }
    },
    CONNECTION {
      @Override
      void change(Transactions transactions, String sql) {
        transactions.onConnection(connection -> Rows.change(connection, sql));
      }
    };

    abstract void change(Transactions transactions, String sql);
  }

  @AfterEach
  void clear() throws SQLException {
    database.execute("warn_migration", "truncate lease, tree");
  }

  @ParameterizedTest
  @EnumSource
  void holder_writes(With with) {
    with.change(leased, "insert into tree values ('KEPT', 1)");

    assertThat(database.rows("select name from tree")).containsExactly("KEPT");
  }

  @ParameterizedTest
  @EnumSource
  void lostLease_keepsAnythingFromBeingWritten(With with) {
    database.execute(LAPSE);
    assertThat(lease.acquire(transactions, "two")).isPresent();

    assertThatThrownBy(() -> with.change(leased, "insert into tree values ('LOST', 1)"))
        .isInstanceOf(LeaseLostException.class);
    assertThat(database.rows("select name from tree")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void transactionThatTakesLong_endsWithAFreshLease(With with) {
    with.change(leased, LAPSE);

    assertThat(database.rows("select expires_at > now() + interval '59 minutes' from lease"))
        .containsExactly("t");
  }

  @ParameterizedTest
  @EnumSource
  void leaseLostDuringTheWork_takesItsWriteBack(With with) {
    assertThatThrownBy(
            () ->
                with.change(
                    leased,
                    "with lost as (update lease set fencing_number = fencing_number + 1)"
                        + " insert into tree values ('LOST', 1)"))
        .isInstanceOf(LeaseLostException.class);
    assertThat(database.rows("select name from tree")).isEmpty();
  }
}
