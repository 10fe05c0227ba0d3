package io.warnserver.deployed;

import io.warnserver.database.Transactions;
import java.util.List;

/** A test that runs in the container, with the beans that the container has made. */
interface InContainer {

  /** The distribution's role. */
  Transactions distribution();

  /** The federation's role. */
  Transactions federation();

  /** The submission's role. */
  Transactions submission();

  /** All of them. */
  default List<DatabaseUnit> units() {
    return List.of(
        DatabaseUnit.distribution(distribution()),
        DatabaseUnit.federation(federation()),
        DatabaseUnit.submission(submission()));
  }
}
