package io.warnserver.keys.store;

import io.warnserver.keys.Country;
import io.warnserver.keys.DiagnosisKey;
import io.warnserver.keys.HourNumber;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The two tables that keys arrive in. Whoever writes here may insert and nothing else; the
 * distribution moves the keys on (so a submission's rows are together for at most until the next
 * run).
 */
public final class IncomingKeys {

  private static final int COLUMNS = 9;

  private static final String COLUMN_NAMES =
      "(key_data, rolling_start, rolling_period, transmission_risk_level, days_since_onset, report_type, origin,"
          + " visited_countries, submission_hour)";

  private final EntityManager entityManager;

  /**
   * @param entityManager of a persistence unit whose role may insert; joins the caller's
   *     transaction
   */
  public IncomingKeys(EntityManager entityManager) {
    this.entityManager = entityManager;
  }

  /** Keys that will be published. One statement; a key that is there already is passed over. */
  public void insert(
      List<DiagnosisKey> keys, Country origin, Collection<Country> visited, HourNumber submitted) {
    insertInto("incoming_key", keys, origin, visited, submitted);
  }

  /** Keys that may be offered to the federation gateway: real ones, with consent. */
  public void insertForFederation(
      List<DiagnosisKey> keys, Country origin, Collection<Country> visited, HourNumber submitted) {
    insertInto("federation_upload_key", keys, origin, visited, submitted);
  }

  private void insertInto(
      String table,
      List<DiagnosisKey> keys,
      Country origin,
      Collection<Country> visited,
      HourNumber submitted) {
    if (keys.isEmpty()) {
      return;
    }
    String countries =
        visited.stream().sorted().map(Country::code).collect(Collectors.joining(","));
    Query insert = entityManager.createNativeQuery(statement(table, keys.size()));
    int parameter = 1;
    // In the order of the key data, which is random: the order in which they came says which of
    // them is real.
    for (DiagnosisKey key :
        keys.stream().sorted(Comparator.comparing(DiagnosisKey::keyData)).toList()) {
      insert.setParameter(parameter++, key.keyData().toBytes());
      insert.setParameter(parameter++, key.rollingStart().value());
      insert.setParameter(parameter++, key.rollingPeriod());
      insert.setParameter(parameter++, key.transmissionRiskLevel());
      insert.setParameter(parameter++, key.daysSinceOnsetOfSymptoms());
      insert.setParameter(parameter++, key.reportType().number());
      insert.setParameter(parameter++, origin.code());
      insert.setParameter(parameter++, countries);
      insert.setParameter(parameter++, submitted.value());
    }
    insert.executeUpdate();
  }

  private static String statement(String table, int rows) {
    StringBuilder sql =
        new StringBuilder("insert into ")
            .append(table)
            .append(' ')
            .append(COLUMN_NAMES)
            .append(" values ");
    int parameter = 1;
    for (int row = 0; row < rows; row++) {
      sql.append(row == 0 ? "(" : ",(");
      for (int column = 0; column < COLUMNS; column++) {
        sql.append(column == 0 ? "?" : ",?").append(parameter++);
      }
      sql.append(')');
    }
    // No conflict target: naming one would need the right to read the table.
    return sql.append(" on conflict do nothing").toString();
  }
}
