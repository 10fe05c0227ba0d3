package io.warnserver.keys.store;

import io.warnserver.keys.Country;
import io.warnserver.keys.DiagnosisKey;
import io.warnserver.keys.HourNumber;
import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The two tables that keys arrive in. Whoever writes here may insert and nothing else; the
 * distribution moves the keys on (so a submission's rows are together for at most until the next
 * run).
 */
public final class IncomingKeys {

  /**
   * Each column of the keys comes as one array: with a parameter for every value, the providers'
   * work grows with the square of the number of keys. No conflict target: naming one would need the
   * right to read the table.
   */
  private static final String VALUES =
      " (key_data, rolling_start, rolling_period, transmission_risk_level, days_since_onset, report_type, origin,"
          + " visited_countries, submission_hour)"
          + " select decode(key_data, 'hex'), rolling_start, rolling_period, transmission_risk_level,"
          + " days_since_onset, report_type, ?7, ?8, ?9"
          + " from unnest(cast(?1 as text[]), cast(?2 as integer[]), cast(?3 as smallint[]), cast(?4 as smallint[]),"
          + " cast(?5 as smallint[]), cast(?6 as smallint[])) as sent (key_data, rolling_start, rolling_period,"
          + " transmission_risk_level, days_since_onset, report_type)"
          + " on conflict do nothing";

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
    // In the order of the key data, which is random: the order in which they came says which of
    // them is real.
    List<DiagnosisKey> rows =
        keys.stream().sorted(Comparator.comparing(DiagnosisKey::keyData)).toList();
    entityManager
        .createNativeQuery("insert into " + table + VALUES)
        .setParameter(1, array(rows, key -> HexFormat.of().formatHex(key.keyData().toBytes())))
        .setParameter(2, array(rows, key -> key.rollingStart().value()))
        .setParameter(3, array(rows, DiagnosisKey::rollingPeriod))
        .setParameter(4, array(rows, DiagnosisKey::transmissionRiskLevel))
        .setParameter(5, array(rows, DiagnosisKey::daysSinceOnsetOfSymptoms))
        .setParameter(6, array(rows, key -> key.reportType().number()))
        .setParameter(7, origin.code())
        .setParameter(
            8, visited.stream().sorted().map(Country::code).collect(Collectors.joining(",")))
        .setParameter(9, submitted.value())
        .executeUpdate();
  }

  /** An array as PostgreSQL reads it; hexadecimal and numbers need no quotes. */
  private static String array(List<DiagnosisKey> rows, Function<DiagnosisKey, Object> column) {
    return rows.stream()
        .map(column)
        .map(String::valueOf)
        .collect(Collectors.joining(",", "{", "}"));
  }
}
