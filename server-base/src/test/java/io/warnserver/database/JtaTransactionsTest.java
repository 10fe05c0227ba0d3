package io.warnserver.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.UserTransaction;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class JtaTransactionsTest {

  private final List<String> steps = new ArrayList<>();
  private final Container container = new Container();

  @Test
  void work_isCommittedAfterItsConnectionIsClosed() {
    String result =
        transactions()
            .call(
                connection -> {
                  steps.add("work");
                  return "done";
                });

    assertThat(result).isEqualTo("done");
    assertThat(steps)
        .containsExactly("timeout 30", "begin", "connect", "work", "close", "commit", "timeout 0");
  }

  @Test
  void workThatFailsInTheDatabase_isRolledBackAndTold() {
    SQLException cause = new SQLException("no");

    assertThatThrownBy(
            () ->
                transactions()
                    .call(
                        connection -> {
                          throw cause;
                        }))
        .isInstanceOf(StorageException.class)
        .hasMessage("the transaction failed")
        .hasCause(cause);
    assertThat(steps)
        .containsExactly("timeout 30", "begin", "connect", "close", "rollback", "timeout 0");
  }

  @Test
  void workThatThrows_isRolledBackAndThrowsTheSame() {
    IllegalStateException cause = new IllegalStateException("no");

    assertThatThrownBy(
            () ->
                transactions()
                    .call(
                        connection -> {
                          throw cause;
                        }))
        .isSameAs(cause);
    assertThat(steps).endsWith("close", "rollback", "timeout 0");
  }

  @Test
  void failedCommit_isTold() {
    container.refusesCommit = true;

    assertThatThrownBy(() -> transactions().call(connection -> "done"))
        .isInstanceOf(StorageException.class)
        .hasCauseInstanceOf(RollbackException.class);
  }

  @Test
  void databaseOutOfReach_isToldAndLeavesNoTransaction() {
    container.refusesConnections = true;

    assertThatThrownBy(() -> transactions().call(connection -> "done"))
        .isInstanceOf(StorageException.class)
        .hasCauseInstanceOf(SQLException.class);
    assertThat(steps).containsExactly("timeout 30", "begin", "rollback", "timeout 0");
  }

  private JtaTransactions transactions() {
    return new JtaTransactions(container, dataSource(), Duration.ofSeconds(30));
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
            JtaTransactionsTest.class.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> answer.to(method.getName())));
  }

  /** The container's transactions, written down. */
  private final class Container implements UserTransaction {

    private boolean refusesCommit;
    private boolean refusesConnections;

    @Override
    public void begin() {
      steps.add("begin");
    }

    @Override
    public void commit() throws RollbackException {
      if (refusesCommit) {
        throw new RollbackException("refused");
      }
      steps.add("commit");
    }

    @Override
    public void rollback() {
      steps.add("rollback");
    }

    @Override
    public void setRollbackOnly() {
      steps.add("setRollbackOnly");
    }

    @Override
    public int getStatus() {
      return Status.STATUS_NO_TRANSACTION;
    }

    @Override
    public void setTransactionTimeout(int seconds) {
      steps.add("timeout " + seconds);
    }
  }
}
