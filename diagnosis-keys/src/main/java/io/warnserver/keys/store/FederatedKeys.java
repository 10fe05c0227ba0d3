package io.warnserver.keys.store;

import io.warnserver.keys.Country;
import io.warnserver.keys.HourNumber;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * Puts other countries' keys where keys arrive, beside those of submissions: distribution takes up
 * both alike.
 */
public final class FederatedKeys {

  /** No conflict target: naming one would need the right to read the table. */
  private static final String INSERT =
      """
      insert into incoming_key (key_data, rolling_start, rolling_period, transmission_risk_level,
        days_since_onset, report_type, origin, visited_countries, submission_hour)
      select key_data, rolling_start, rolling_period, transmission_risk_level,
        days_since_onset, report_type, origin, visited_countries, ?
      from unnest(?, ?, ?, ?, ?, ?, ?, ?) as received (key_data, rolling_start, rolling_period,
        transmission_risk_level, days_since_onset, report_type, origin, visited_countries)
      on conflict do nothing
      """;

  /** How many columns are numbers; they come after the key data. */
  private static final int NUMBERS = 5;

  private FederatedKeys() {}

  /**
   * Inserts keys that will be published, in one statement and in the order of their random data; a
   * key that is there already is passed over.
   *
   * @param connection of a role that may insert, in the caller's transaction
   * @param received when
   * @return how many were not there
   */
  public static int insert(Connection connection, List<FederatedKey> keys, HourNumber received)
      throws SQLException {
    if (keys.isEmpty()) {
      return 0;
    }
    List<FederatedKey> rows =
        keys.stream().sorted(Comparator.comparing(one -> one.key().keyData())).toList();
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      statement.setInt(1, received.value());
      Object[][] columns = {
        rows.stream().map(one -> one.key().keyData().toBytes()).toArray(byte[][]::new),
        integers(rows, one -> one.key().rollingStart().value()),
        integers(rows, one -> one.key().rollingPeriod()),
        integers(rows, one -> one.key().transmissionRiskLevel()),
        integers(rows, one -> one.key().daysSinceOnsetOfSymptoms()),
        integers(rows, one -> one.key().reportType().number()),
        rows.stream().map(one -> one.origin().code()).toArray(String[]::new),
        rows.stream().map(FederatedKeys::visited).toArray(String[]::new)
      };
      for (int i = 0; i < columns.length; i++) {
        String type = i == 0 ? "bytea" : i <= NUMBERS ? "integer" : "text";
        statement.setArray(i + 2, connection.createArrayOf(type, columns[i]));
      }
      return statement.executeUpdate();
    }
  }

  private static Integer[] integers(List<FederatedKey> rows, ToIntFunction<FederatedKey> column) {
    return rows.stream().mapToInt(column).boxed().toArray(Integer[]::new);
  }

  private static String visited(FederatedKey key) {
    return key.visited().stream().sorted().map(Country::code).collect(Collectors.joining(","));
  }
}
