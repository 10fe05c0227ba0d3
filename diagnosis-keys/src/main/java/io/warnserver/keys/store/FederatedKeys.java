package io.warnserver.keys.store;

import io.warnserver.database.NativeSql;
import io.warnserver.database.SqlArray;
import io.warnserver.keys.Country;
import io.warnserver.keys.HourNumber;
import jakarta.persistence.EntityManager;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
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
      select decode(key_data, 'hex'), rolling_start, rolling_period, transmission_risk_level,
        days_since_onset, report_type, origin, visited_countries, cast(?9 as integer)
      from unnest(cast(?1 as text[]), cast(?2 as integer[]), cast(?3 as integer[]), cast(?4 as integer[]),
        cast(?5 as integer[]), cast(?6 as integer[]), cast(?7 as text[]), cast(?8 as text[])) as received (key_data,
        rolling_start, rolling_period, transmission_risk_level, days_since_onset, report_type, origin,
        visited_countries)
      on conflict do nothing
      """;

  private FederatedKeys() {}

  /**
   * Inserts keys that will be published, in one statement and in the order of their random data; a
   * key that is there already is passed over.
   *
   * @param entities of a role that may insert, in the caller's transaction
   * @param received when
   * @return how many were not there
   */
  public static int insert(EntityManager entities, List<FederatedKey> keys, HourNumber received) {
    if (keys.isEmpty()) {
      return 0;
    }
    List<FederatedKey> rows =
        keys.stream().sorted(Comparator.comparing(one -> one.key().keyData())).toList();
    return NativeSql.change(
        entities,
        INSERT,
        SqlArray.of(rows, one -> HexFormat.of().formatHex(one.key().keyData().toBytes())),
        SqlArray.of(rows, one -> one.key().rollingStart().value()),
        SqlArray.of(rows, one -> one.key().rollingPeriod()),
        SqlArray.of(rows, one -> one.key().transmissionRiskLevel()),
        SqlArray.of(rows, one -> one.key().daysSinceOnsetOfSymptoms()),
        SqlArray.of(rows, one -> one.key().reportType().number()),
        SqlArray.of(rows, one -> one.origin().code()),
        SqlArray.of(rows, FederatedKeys::visited),
        received.value());
  }

  private static String visited(FederatedKey key) {
    return key.visited().stream().sorted().map(Country::code).collect(Collectors.joining(","));
  }
}
