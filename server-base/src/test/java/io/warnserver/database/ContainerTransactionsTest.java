package io.warnserver.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.PersistenceException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.TransactionalException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContainerTransactionsTest {

  private final List<String> steps = new ArrayList<>();
  private final Container container = new Container();
  private final ContainerTransactions transactions = new ContainerTransactions(container);

  @Test
  void bean_isMadeBeforeTheFirstWork() {
    assertThat(steps).containsExactly("begin", "commit");
  }

  @Test
  void work_isCommitted() {
    steps.clear();

    String result =
        transactions.call(
            entities -> {
              steps.add("work");
              return "done";
            });

    assertThat(result).isEqualTo("done");
    assertThat(steps).containsExactly("begin", "work", "commit");
  }

  @Test
  void workThatFailsInTheProvider_isRolledBackAndTold() {
    SQLException cause = new SQLException("no");

    assertThatThrownBy(
            () ->
                transactions.run(
                    entities -> {
                      throw new PersistenceException("with a value", cause);
                    }))
        .isInstanceOf(StorageException.class)
        .hasMessage("the transaction failed")
        .hasCause(cause);
    assertThat(steps).endsWith("begin", "rollback");
  }

  @Test
  void workThatThrows_isRolledBackAndThrowsTheSame() {
    IllegalStateException cause = new IllegalStateException("no");

    assertThatThrownBy(() -> call(cause)).isSameAs(cause);
    assertThat(steps).endsWith("begin", "rollback");
  }

  @Test
  void workThatSaysItselfWhatFailed_throwsTheSame() {
    StorageException cause = new StorageException("rows could not be read", new SQLException());

    assertThatThrownBy(() -> call(cause)).isSameAs(cause);
  }

  @Test
  void workThatEndsWithAnError_isRolledBackAndThrowsTheSame() {
    AssertionError cause = new AssertionError("no");

    assertThatThrownBy(() -> call(cause)).isSameAs(cause);
    assertThat(steps).endsWith("begin", "rollback");
  }

  @Test
  void workThatThrows_isNotHiddenByAFailedRollback() {
    container.refusesEnd = true;
    IllegalStateException cause = new IllegalStateException("no");

    assertThatThrownBy(() -> call(cause)).isSameAs(cause);
  }

  @Test
  void failedCommit_isTold() {
    container.refusesEnd = true;

    assertThatThrownBy(() -> transactions.call(entities -> "done"))
        .isInstanceOf(StorageException.class)
        .hasCauseInstanceOf(RollbackException.class);
  }

  private void call(Throwable cause) {
    transactions.run(
        entities -> {
          if (cause instanceof Error error) {
            throw error;
          }
          throw (RuntimeException) cause;
        });
  }

  /** A bean with the interceptor of Payara: of all servers it wraps most and rolls back least. */
  private final class Container implements Transactions {

    private boolean refusesEnd;

    @Override
    public <T> T call(Work<T> work) {
      steps.add("begin");
      String end = "commit";
      try {
        return work.on(null);
      } catch (RuntimeException e) {
        end = "rollback";
        throw e;
      } finally {
        end(end);
      }
    }

    private void end(String how) {
      if (refusesEnd) {
        throw new TransactionalException("during " + how, new RollbackException("refused"));
      }
      steps.add(how);
    }
  }
}
