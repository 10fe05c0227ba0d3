package io.warnserver.distribution.revocation;

import io.warnserver.database.Transactions;
import io.warnserver.distribution.ledger.PackageWindow;
import io.warnserver.distribution.ledger.Statements;
import io.warnserver.keys.KeyData;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Where orders are written down. That needs no lease: what a run works on is changed only by the
 * run that carries an order out.
 */
public final class RevocationBook {

  /** Hour packages of past days go earlier than their keys' day package. */
  private static final String IS_THERE =
      "select exists (select from key_package where tree = ? and first_hour = ? and hours = ?"
          + " and state <> 'expired') or exists (select from publication"
          + " where ? = 1 and tree = ? and package_hour = ?)";

  /** An order that is repeated names keys that have gone already. */
  private static final String NOT_IN_PACKAGE =
      """
      select count(*) from (select decode(hex, 'hex') as key_data
        from unnest(cast(? as text[])) as named (hex)) n
      where not exists (select from publication p where p.tree = ? and p.key_data = n.key_data
          and p.package_hour between ? and ?)
        and not exists (select from revoked_key r where r.key_hash = sha256(n.key_data))
      """;

  private static final String WRITE =
      "insert into revocation (tree, first_hour, hours, whole_package, requested_at)"
          + " values (?, cast(? as integer), cast(? as smallint), ?, ?) returning revocation_number";

  private static final String WRITE_KEYS =
      "insert into revocation_key select ?, decode(hex, 'hex')"
          + " from unnest(cast(? as text[])) as named (hex)";

  private final Transactions transactions;

  /**
   * @param transactions of the distribution's role
   */
  public RevocationBook(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * Writes an order down; the next run carries it out.
   *
   * @param now when that is
   * @return its number
   * @throws RevocationRefusedException if the package is not there, or has not all of the keys
   */
  public long write(RevocationOrder order, Instant now) throws RevocationRefusedException {
    Written written = transactions.onConnection(connection -> write(connection, order, now));
    if (written.refused.isPresent()) {
      throw written.refused.get();
    }
    return written.number;
  }

  /** A checked exception cannot leave a transaction's work. */
  private record Written(long number, Optional<RevocationRefusedException> refused) {}

  private static Written write(Connection connection, RevocationOrder order, Instant now)
      throws SQLException {
    Object[] keys =
        order.keys().stream()
            .map(KeyData::toBytes)
            .map(HexFormat.of()::formatHex)
            .toArray(Object[]::new);
    Optional<RevocationRefusedException> refused =
        order.window().isPresent()
            ? refusal(connection, order.window().get(), keys)
            : Optional.empty();
    if (refused.isPresent()) {
      return new Written(0, refused);
    }
    long number =
        number(
            connection,
            WRITE,
            order.window().map(PackageWindow::tree).orElse(null),
            order.window().map(window -> window.firstHour().value()).orElse(null),
            order.window().map(PackageWindow::hours).orElse(null),
            order.isWholePackage(),
            OffsetDateTime.ofInstant(now, ZoneOffset.UTC));
    Statements.update(connection, WRITE_KEYS, number, connection.createArrayOf("text", keys));
    return new Written(number, Optional.empty());
  }

  private static Optional<RevocationRefusedException> refusal(
      Connection connection, PackageWindow window, Object[] keys) throws SQLException {
    int first = window.firstHour().value();
    if (!isTrue(
        connection,
        IS_THERE,
        window.tree(),
        first,
        window.hours(),
        window.hours(),
        window.tree(),
        first)) {
      return Optional.of(
          new RevocationRefusedException(
              RevocationRefusedException.Reason.NO_SUCH_PACKAGE, "there is no such package"));
    }
    long missing =
        number(
            connection,
            NOT_IN_PACKAGE,
            connection.createArrayOf("text", keys),
            window.tree(),
            first,
            first + window.hours() - 1);
    return missing == 0
        ? Optional.empty()
        : Optional.of(
            new RevocationRefusedException(
                RevocationRefusedException.Reason.KEYS_NOT_IN_PACKAGE,
                missing + " of " + keys.length + " keys are not in that package"));
  }

  private static boolean isTrue(Connection connection, String sql, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = prepared(connection, sql, parameters);
        ResultSet row = statement.executeQuery()) {
      return row.next() && row.getBoolean(1);
    }
  }

  private static long number(Connection connection, String sql, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = prepared(connection, sql, parameters);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private static PreparedStatement prepared(Connection connection, String sql, Object... parameters)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }
}
