package io.warnserver.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.warnserver.database.NativeSql;
import io.warnserver.database.StorageException;
import io.warnserver.database.Transactions;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/**
 * Each persistence unit has its own role, which may do what is its, and no more. What exactly that
 * is, the schema's own tests ask; here it is the server's connections that are asked. No statement
 * finds a row: the database looks at rights before.
 */
interface GrantsContract extends InContainer {

  String PERMISSION_DENIED = "42501";

  String ARRIVED =
      " (key_data, rolling_start, rolling_period, transmission_risk_level, days_since_onset,"
          + " report_type, origin, visited_countries, submission_hour)"
          + " select cast('' as bytea), 0, 0, 0, 0, 0, '', '', 0 where false";

  @Test
  default void eachUnit_hasItsRole() {
    for (DatabaseUnit unit : units()) {
      Object role =
          unit.transactions()
              .call(
                  entities ->
                      entities
                          .createNativeQuery("select cast(current_user as text)")
                          .getSingleResult());

      assertThat(role).isEqualTo(unit.role());
    }
  }

  @Test
  default void submission_writesArrivalsAndVerdicts() {
    may(submission(), "insert into incoming_key" + ARRIVED);
    may(submission(), "insert into federation_upload_key" + ARRIVED);
    may(submission(), "update tan_verdict set state = 'valid' where false");
    may(submission(), "delete from tan_verdict where false");
  }

  @Test
  default void submission_readsNoKeyAndNoLedger() {
    mayNot(submission(), "delete from incoming_key where false");
    mayNot(submission(), "update incoming_key set origin = (select origin from incoming_key)");
    mayNot(submission(), "delete from federation_upload_key where false");
    mayNot(submission(), "insert into known_key select * from known_key");
    mayNot(submission(), "update waiting_key set origin = ''");
    mayNot(submission(), "delete from package_keys where false");
    mayNot(submission(), "update publishing set paused = true where false");
    mayNot(submission(), "update lease set holder = '' where false");
    mayNot(submission(), "delete from federation_outgoing_key where false");
    for (String table : new String[] {"incoming_key", "known_key", "placed_key", "revoked_key"}) {
      mayNotRead(submission(), table);
    }
  }

  @Test
  default void distribution_movesArrivalsOnAndWritesTheLedger() {
    may(distribution(), "delete from incoming_key where false");
    may(distribution(), "insert into known_key select * from known_key where false");
    may(distribution(), "update key_package set etag = null where false");
    may(distribution(), "update publishing set paused = true where false");
    may(distribution(), "delete from revoked_key where false");
  }

  @Test
  default void distribution_writesNoArrivalAndReadsNoVerdict() {
    mayNot(distribution(), "insert into incoming_key" + ARRIVED);
    mayNot(distribution(), "insert into federation_upload_key" + ARRIVED);
    mayNot(distribution(), "delete from federation_upload_key where false");
    mayNot(distribution(), "delete from tan_verdict where false");
    mayNot(distribution(), "delete from publishing where false");
    mayNot(distribution(), "delete from federation_upload_batch where false");
    mayNotRead(distribution(), "tan_verdict");
    mayNotRead(distribution(), "federation_outgoing_key");
  }

  @Test
  default void federation_writesArrivalsAndItsOwnTables() {
    may(federation(), "insert into incoming_key" + ARRIVED);
    may(federation(), "delete from federation_upload_key where false");
    may(federation(), "update federation_upload_batch set keys = 0 where false");
    may(federation(), "delete from federation_download_batch where false");
    may(federation(), "update federation_download_position set last_tag = null where false");
    may(
        federation(),
        "update lease set holder = '' where false and exists"
            + " (select key_hash from revoked_key)");
  }

  @Test
  default void federation_readsNoArrivalAndNoLedger() {
    mayNot(federation(), "delete from incoming_key where false");
    mayNot(federation(), "insert into federation_upload_key" + ARRIVED);
    mayNot(federation(), "delete from waiting_key where false");
    mayNot(federation(), "update package_keys set tree = '' where false");
    mayNot(federation(), "delete from federation_download_position where false");
    mayNotRead(federation(), "incoming_key");
    mayNotRead(federation(), "waiting_key");
    mayNotRead(federation(), "known_key");
    mayNotRead(federation(), "tan_verdict");
    mayNotRead(federation(), "revoked_key");
  }

  /** Nobody but the migration's role. */
  @Test
  default void noUnit_changesTheSchema() {
    for (DatabaseUnit unit : units()) {
      mayNot(unit.transactions(), "create table warn.more (one integer)");
      mayNot(unit.transactions(), "truncate incoming_key");
      mayNot(unit.transactions(), "delete from flyway_schema_history where false");
    }
  }

  private static void may(Transactions role, String statement) {
    assertThat(role.<Integer>call(entities -> NativeSql.change(entities, statement)))
        .as(statement)
        .isZero();
  }

  private static void mayNotRead(Transactions role, String table) {
    String query = "select count(*) from (select * from " + table + " where false) as nothing";
    refused(query, catchThrowable(() -> role.call(entities -> NativeSql.number(entities, query))));
  }

  private static void mayNot(Transactions role, String statement) {
    refused(
        statement,
        catchThrowable(() -> role.run(entities -> NativeSql.change(entities, statement))));
  }

  private static void refused(String statement, Throwable caught) {
    assertThat(caught).as(statement).isInstanceOf(StorageException.class);
    assertThat(caught.getCause()).as(statement).isInstanceOf(SQLException.class);
    assertThat(((SQLException) caught.getCause()).getSQLState())
        .as(statement)
        .isEqualTo(PERMISSION_DENIED);
  }
}
