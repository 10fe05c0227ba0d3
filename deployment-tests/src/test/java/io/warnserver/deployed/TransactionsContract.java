package io.warnserver.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.warnserver.database.NativeSql;
import io.warnserver.database.StorageException;
import io.warnserver.distribution.ledger.PublishedFiles;
import io.warnserver.leases.LeaseLostException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** All of a piece of work happens, or nothing; whoever asked for it learns why. */
interface TransactionsContract extends InContainer {

  /** What nobody may read in an exception. */
  String ROW = "a-value-of-a-row";

  /** Unit tests run on this one, so they say what every server does. */
  @Test
  default void eachUnit_isEclipseLinks() {
    for (DatabaseUnit unit : units()) {
      String provider = unit.transactions().call(em -> em.getDelegate().getClass().getName());

      assertThat(provider).as("%s", unit).startsWith("org.eclipse.persistence.");
    }
  }

  @Test
  default void workThatEnds_isThereInTheNextTransaction() {
    for (DatabaseUnit unit : units()) {
      try {
        String result =
            unit.transactions()
                .call(
                    entities -> {
                      unit.write(entities, "kept");
                      return "done";
                    });

        assertThat(result).as("%s", unit).isEqualTo("done");
        assertThat(unit.has("kept")).as("%s", unit).isTrue();
      } finally {
        unit.forget("kept");
      }
      assertThat(unit.has("kept")).as("%s", unit).isFalse();
    }
  }

  @Test
  default void runtimeException_leavesNothingAndComesOut() {
    leavesNothing(new IllegalStateException("a defect"));
  }

  @Test
  default void lostLease_leavesNothingAndComesOut() {
    leavesNothing(new LeaseLostException("a-job"));
  }

  @Test
  default void error_leavesNothingAndComesOut() {
    leavesNothing(new StackOverflowError());
  }

  private void leavesNothing(Throwable thrown) {
    for (DatabaseUnit unit : units()) {
      try {
        Throwable caught =
            catchThrowable(
                () ->
                    unit.transactions()
                        .run(
                            entities -> {
                              unit.write(entities, "dropped");
                              if (thrown instanceof Error error) {
                                throw error;
                              }
                              throw (RuntimeException) thrown;
                            }));

        assertThat(caught).as("%s", unit).isSameAs(thrown);
        assertThat(unit.has("dropped")).as("%s", unit).isFalse();
      } finally {
        unit.forget("dropped");
      }
    }
  }

  @Test
  default void transactionInATransaction_isOfItsOwn() {
    for (DatabaseUnit unit : units()) {
      IllegalStateException thrown = new IllegalStateException("the outer one");
      try {
        assertThatThrownBy(
                () ->
                    unit.transactions()
                        .run(
                            entities -> {
                              unit.write(entities, "outer");
                              unit.transactions().run(inner -> unit.write(inner, "inner"));
                              throw thrown;
                            }))
            .isSameAs(thrown);

        assertThat(unit.has("inner")).as("%s", unit).isTrue();
        assertThat(unit.has("outer")).as("%s", unit).isFalse();
      } finally {
        unit.forget("inner");
        unit.forget("outer");
      }
    }
  }

  @Test
  default void statementThatTheDatabaseRefuses_leavesNothingAndTellsNoRow() {
    for (DatabaseUnit unit : units()) {
      try {
        Throwable caught =
            catchThrowable(
                () ->
                    unit.transactions()
                        .run(
                            entities -> {
                              unit.write(entities, ROW);
                              unit.write(entities, ROW);
                            }));

        assertThat(caught).as("%s", unit).isInstanceOf(StorageException.class);
        assertThat(caught).hasCauseInstanceOf(SQLException.class);
        assertThat(trace(caught)).as("%s", unit).contains("duplicate key").doesNotContain(ROW);
        assertThat(unit.has(ROW)).as("%s", unit).isFalse();
      } finally {
        unit.forget(ROW);
      }
    }
  }

  /** A provider writes entities only then. */
  @Test
  default void entityThatTheDatabaseRefusesAtTheEnd_leavesNothingAndTellsNoRow() {
    PublishedFiles files = new PublishedFiles(distribution());

    Throwable caught =
        catchThrowable(() -> files.record(ROW, new PublishedFiles.Content(null, "an-etag")));

    assertThat(caught).isInstanceOf(StorageException.class);
    assertThat(trace(caught)).doesNotContain(ROW);
    assertThat(files.listed()).doesNotContainKey(ROW);
  }

  @Test
  default void transactionAfterOneThatFailed_works() {
    for (DatabaseUnit unit : units()) {
      for (String statement : List.of("select 1 / 0", "select no_such_column", "not SQL")) {
        assertThatThrownBy(
                () -> unit.transactions().call(entities -> NativeSql.number(entities, statement)))
            .as("%s: %s", unit, statement)
            .isInstanceOf(StorageException.class);

        Number one = unit.transactions().call(entities -> NativeSql.number(entities, "select 1"));
        assertThat(one.intValue()).as("%s", unit).isEqualTo(1);
      }
    }
  }

  private static String trace(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
