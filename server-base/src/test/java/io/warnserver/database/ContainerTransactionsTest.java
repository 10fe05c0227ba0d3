package io.warnserver.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.PersistenceException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.TransactionalException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class ContainerTransactionsTest {

  private final List<String> steps = new ArrayList<>();
  private final Container container = new Container();
  private final ContainerTransactions transactions =
      new ContainerTransactions(container, dataSource());

  @Test
  void bean_isMadeBeforeTheFirstWork() {
    assertThat(steps).containsExactly("begin", "commit");
  }

  @Test
  void work_isCommittedAfterItsConnectionIsClosed() {
    steps.clear();

    String result =
        transactions.onConnection(
            connection -> {
              steps.add("work");
              return "done";
            });

    assertThat(result).isEqualTo("done");
    assertThat(steps).containsExactly("begin", "connect", "work", "close", "commit");
  }

  @Test
  void workOnEntities_takesNoConnection() {
    steps.clear();

    transactions.run(entities -> steps.add("work"));

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
  void workThatFailsInTheDatabase_isRolledBackAndTold() {
    SQLException cause = new SQLException("no");

    assertThatThrownBy(() -> call(cause))
        .isInstanceOf(StorageException.class)
        .hasMessage("the transaction failed")
        .hasCause(cause);
    assertThat(steps).endsWith("begin", "connect", "close", "rollback");
  }

  @Test
  void workThatThrows_isRolledBackAndThrowsTheSame() {
    IllegalStateException cause = new IllegalStateException("no");

    assertThatThrownBy(() -> call(cause)).isSameAs(cause);
    assertThat(steps).endsWith("close", "rollback");
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
    assertThat(steps).endsWith("close", "rollback");
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

    assertThatThrownBy(() -> transactions.onConnection(connection -> "done"))
        .isInstanceOf(StorageException.class)
        .hasCauseInstanceOf(RollbackException.class);
  }

  @Test
  void databaseOutOfReach_isToldAndLeavesNoTransaction() {
    container.refusesConnections = true;

    assertThatThrownBy(() -> transactions.onConnection(connection -> "done"))
        .isInstanceOf(StorageException.class)
        .hasCauseInstanceOf(SQLException.class);
    assertThat(steps).endsWith("begin", "rollback");
  }

  private void call(Throwable cause) {
    transactions.onConnection(
        connection -> {
          if (cause instanceof SQLException of) {
            throw of;
          } else if (cause instanceof Error error) {
            throw error;
          }
          throw (RuntimeException) cause;
        });
  }

  private DataSource dataSource() {
    Connection connection =
        fake(
            Connection.class,
            method -> {
              steps.add(method);
              return null;
            });
    return fake(
        DataSource.class,
        method -> {
          if (container.refusesConnections) {
            throw new SQLException("out of reach");
          }
          steps.add("connect");
          return connection;
        });
  }

  private interface Answer {
    Object to(String method) throws SQLException;
  }

  private static <T> T fake(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            ContainerTransactionsTest.class.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> answer.to(method.getName())));
  }

  /** A bean with the interceptor of Payara: of all servers it wraps most and rolls back least. */
  private final class Container implements EntityTransactions {

    private boolean refusesEnd;
    private boolean refusesConnections;

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
