package io.warnserver.keys.store;

import io.warnserver.keys.Country;
import io.warnserver.keys.HourNumber;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Puts other countries' keys where keys arrive, beside those of {@link IncomingKeys}: distribution
 * takes up both alike.
 */
public final class ReceivedKeys {

  /** No conflict target: naming one would need the right to read the table. */
  private static final String INSERT =
      """
      insert into incoming_key (key_data, rolling_start, rolling_period, transmission_risk_level,
        days_since_onset, report_type, origin, visited_countries, submission_hour)
      select decode(key_data, 'hex'), rolling_start, rolling_period, transmission_risk_level,
        days_since_onset, report_type, origin, visited_countries, ?
      from unnest(?, ?, ?, ?, ?, ?, ?, ?) as received (key_data, rolling_start, rolling_period,
        transmission_risk_level, days_since_onset, report_type, origin, visited_countries)
      on conflict do nothing
      """;

  private ReceivedKeys() {}

  /**
   * Inserts keys that will be published, in one statement and in the order of their random data; a
   * key that is there already is passed over.
   *
   * @param connection of a role that may insert, in the caller's transaction
   * @param received when
   * @return how many were not there
   */
  public static int insert(Connection connection, List<ReceivedKey> keys, HourNumber received)
      throws SQLException {
    if (keys.isEmpty()) {
      return 0;
    }
    List<ReceivedKey> rows =
        keys.stream().sorted(Comparator.comparing(one -> one.key().keyData())).toList();
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      statement.setInt(1, received.value());
      statement.setArray(
          2,
          array(
              connection,
              "text",
              rows,
              one -> HexFormat.of().formatHex(one.key().keyData().toBytes())));
      statement.setArray(
          3, array(connection, "integer", rows, one -> one.key().rollingStart().value()));
      statement.setArray(4, array(connection, "smallint", rows, one -> one.key().rollingPeriod()));
      statement.setArray(
          5, array(connection, "smallint", rows, one -> one.key().transmissionRiskLevel()));
      statement.setArray(
          6, array(connection, "smallint", rows, one -> one.key().daysSinceOnsetOfSymptoms()));
      statement.setArray(
          7, array(connection, "smallint", rows, one -> one.key().reportType().number()));
      statement.setArray(8, array(connection, "text", rows, one -> one.origin().code()));
      statement.setArray(9, array(connection, "text", rows, ReceivedKeys::visited));
      return statement.executeUpdate();
    }
  }

  private static String visited(ReceivedKey key) {
    return key.visited().stream().sorted().map(Country::code).collect(Collectors.joining(","));
  }

  private static Array array(
      Connection connection,
      String type,
      List<ReceivedKey> rows,
      Function<ReceivedKey, Object> column)
      throws SQLException {
    return connection.createArrayOf(type, rows.stream().map(column).toArray());
  }
}
