package io.warnserver.submission.store;

import io.warnserver.keys.Country;
import io.warnserver.keys.DiagnosisKey;
import io.warnserver.submission.tan.TanFingerprint;
import io.warnserver.submission.tan.TanFingerprint.Print;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** Stores the keys of submissions whose TANs were good. */
final class ArrivingKeys {

  /**
   * One statement, so that keys and the note that they are stored come together, for any number of
   * submissions. The note is made first: of two same requests the second waits there for the
   * first's end, and finds nothing to do. Rows go in by their random key data, those of all
   * submissions mixed: neither their order nor that of the request says what came together or which
   * keys are padding. No conflict target: naming one would need the right to read the keys.
   */
  private static final String STORE =
      """
      with sent as (
        select place, decode(tan_hash, 'hex') as tan_hash, decode(digest, 'hex') as content_digest
        from unnest(cast(? as integer[]), cast(? as text[]), cast(? as text[])) as s (place, tan_hash, digest)),
      done as (
        update tan_verdict v set state = 'stored'
        from sent s
        where v.tan_hash = s.tan_hash and v.content_digest = s.content_digest and v.state = 'valid'
        returning s.place),
      about as (
        select * from unnest(cast(? as integer[]), cast(? as text[]), cast(? as text[]), cast(? as integer[]),
          cast(? as boolean[])) as a (place, origin, visited, hour, consent)
        where place in (select place from done)),
      keys as (
        select decode(key_data, 'hex') as key_data, rolling_start, rolling_period, level, days, report_type,
          origin, visited, hour, consent and genuine as federated
        from unnest(cast(? as integer[]), cast(? as text[]), cast(? as integer[]), cast(? as smallint[]),
          cast(? as smallint[]), cast(? as smallint[]), cast(? as smallint[]), cast(? as boolean[]))
          as k (place, key_data, rolling_start, rolling_period, level, days, report_type, genuine)
        join about using (place)),
      arrived as (
        insert into incoming_key (key_data, rolling_start, rolling_period, transmission_risk_level, days_since_onset,
          report_type, origin, visited_countries, submission_hour)
        select key_data, rolling_start, rolling_period, level, days, report_type, origin, visited, hour
        from keys order by key_data
        on conflict do nothing),
      queued as (
        insert into federation_upload_key (key_data, rolling_start, rolling_period, transmission_risk_level,
          days_since_onset, report_type, origin, visited_countries, submission_hour)
        select key_data, rolling_start, rolling_period, level, days, report_type, origin, visited, hour
        from keys where federated order by key_data
        on conflict do nothing)
      select place from done
      """;

  /** A submission and its TAN. */
  record Approved(TanFingerprint tan, Arrival arrival) {}

  private ArrivingKeys() {}

  /** Which of them were stored by this call. */
  static List<Boolean> store(Connection connection, List<Approved> submissions)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(STORE)) {
      int parameter = 0;
      for (SqlArray column : tanColumns(submissions)) {
        statement.setString(++parameter, column.toString());
      }
      for (SqlArray column : submissionColumns(submissions)) {
        statement.setString(++parameter, column.toString());
      }
      for (SqlArray column : keyColumns(submissions)) {
        statement.setString(++parameter, column.toString());
      }
      List<Boolean> stored = new ArrayList<>();
      submissions.forEach(submission -> stored.add(false));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          stored.set(rows.getInt(1), true);
        }
      }
      return stored;
    }
  }

  private static List<SqlArray> tanColumns(List<Approved> submissions) {
    SqlArray places = new SqlArray();
    SqlArray hashes = new SqlArray();
    SqlArray digests = new SqlArray();
    for (int place = 0; place < submissions.size(); place++) {
      for (Print print : submissions.get(place).tan().prints()) {
        places.add(place);
        hashes.add(print.tanHash());
        digests.add(print.contentDigest());
      }
    }
    return List.of(places, hashes, digests);
  }

  private static List<SqlArray> submissionColumns(List<Approved> submissions) {
    SqlArray places = new SqlArray();
    SqlArray origins = new SqlArray();
    SqlArray visited = new SqlArray();
    SqlArray hours = new SqlArray();
    SqlArray consents = new SqlArray();
    for (int place = 0; place < submissions.size(); place++) {
      Arrival arrival = submissions.get(place).arrival();
      places.add(place);
      origins.add(arrival.origin().code());
      visited.add(
          arrival.visited().stream().sorted().map(Country::code).collect(Collectors.joining(",")));
      hours.add(arrival.submitted().value());
      consents.add(arrival.consentToFederation());
    }
    return List.of(places, origins, visited, hours, consents);
  }

  private static List<SqlArray> keyColumns(List<Approved> submissions) {
    KeyColumns columns = new KeyColumns();
    for (int place = 0; place < submissions.size(); place++) {
      Arrival arrival = submissions.get(place).arrival();
      for (DiagnosisKey key : arrival.keys()) {
        columns.add(place, key, true);
      }
      for (DiagnosisKey key : arrival.padding()) {
        columns.add(place, key, false);
      }
    }
    return columns.all();
  }

  /** Each column of the keys as one array: a parameter for every value would cost far more. */
  private static final class KeyColumns {

    private final SqlArray places = new SqlArray();
    private final SqlArray keyData = new SqlArray();
    private final SqlArray rollingStarts = new SqlArray();
    private final SqlArray rollingPeriods = new SqlArray();
    private final SqlArray levels = new SqlArray();
    private final SqlArray days = new SqlArray();
    private final SqlArray reportTypes = new SqlArray();
    private final SqlArray genuine = new SqlArray();

    void add(int place, DiagnosisKey key, boolean ofThePerson) {
      places.add(place);
      keyData.add(HexFormat.of().formatHex(key.keyData().toBytes()));
      rollingStarts.add(key.rollingStart().value());
      rollingPeriods.add(key.rollingPeriod());
      levels.add(key.transmissionRiskLevel());
      days.add(key.daysSinceOnsetOfSymptoms());
      reportTypes.add(key.reportType().number());
      genuine.add(ofThePerson);
    }

    List<SqlArray> all() {
      return List.of(
          places, keyData, rollingStarts, rollingPeriods, levels, days, reportTypes, genuine);
    }
  }
}
