package io.warnserver.submission.store;

import io.warnserver.database.NativeSql;
import io.warnserver.database.SqlArray;
import io.warnserver.keys.Country;
import io.warnserver.keys.DiagnosisKey;
import io.warnserver.keys.KeyData;
import io.warnserver.submission.payload.Submission;
import io.warnserver.submission.store.TanVerdicts.SentHashes;
import io.warnserver.submission.tan.TanFingerprint;
import jakarta.persistence.EntityManager;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Stores the keys of submissions whose TANs were good. */
final class SubmittedKeys {

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
        from unnest(cast(?1 as integer[]), cast(?2 as text[]), cast(?3 as text[])) as s (place, tan_hash, digest)),
      done as (
        update tan_verdict v set state = 'stored'
        from sent s
        where v.tan_hash = s.tan_hash and v.content_digest = s.content_digest and v.state = 'valid'
        returning s.place),
      about as (
        select * from unnest(cast(?4 as integer[]), cast(?5 as text[]), cast(?6 as text[]), cast(?7 as integer[]),
          cast(?8 as boolean[])) as a (place, origin, visited, hour, consent)
        where place in (select place from done)),
      keys as (
        select decode(key_data, 'hex') as key_data, rolling_start, rolling_period, level, days, report_type,
          origin, visited, hour, consent and genuine as federated
        from unnest(cast(?9 as integer[]), cast(?10 as text[]), cast(?11 as integer[]), cast(?12 as smallint[]),
          cast(?13 as smallint[]), cast(?14 as smallint[]), cast(?15 as smallint[]), cast(?16 as boolean[]))
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
      select place, 0 from done
      """;

  /** A submission, the keys of nobody that are stored with it, and its TAN. */
  record Approved(TanFingerprint tan, Submission submission, List<DiagnosisKey> padding) {

    private Stream<SentKey> keys(int place) {
      return Stream.concat(
          submission.keys().stream().map(key -> new SentKey(place, key, true)),
          padding.stream().map(key -> new SentKey(place, key, false)));
    }
  }

  private record SentKey(int place, DiagnosisKey key, boolean ofThePerson) {}

  private SubmittedKeys() {}

  /** Which of them were stored by this call. */
  static List<Boolean> store(EntityManager entities, List<Approved> all) {
    List<Integer> places = IntStream.range(0, all.size()).boxed().toList();
    List<Submission> about = all.stream().map(Approved::submission).toList();
    List<SentHashes> tans = SentHashes.of(all.stream().map(Approved::tan).toList());
    List<SentKey> keys = places.stream().flatMap(place -> all.get(place).keys(place)).toList();
    Set<Integer> stored =
        NativeSql.rows(
                entities,
                STORE,
                SqlArray.of(tans, SentHashes::place),
                SqlArray.of(tans, tan -> tan.hashes().tanHash()),
                SqlArray.of(tans, tan -> tan.hashes().contentDigest()),
                SqlArray.of(places, place -> place),
                SqlArray.of(about, one -> one.origin().code()),
                SqlArray.of(about, SubmittedKeys::visited),
                SqlArray.of(about, one -> one.submitted().value()),
                SqlArray.of(about, Submission::consentToFederation),
                SqlArray.of(keys, SentKey::place),
                SqlArray.of(keys, one -> hex(one.key().keyData())),
                SqlArray.of(keys, one -> one.key().rollingStart().value()),
                SqlArray.of(keys, one -> one.key().rollingPeriod()),
                SqlArray.of(keys, one -> one.key().transmissionRiskLevel()),
                SqlArray.of(keys, one -> one.key().daysSinceOnsetOfSymptoms()),
                SqlArray.of(keys, one -> one.key().reportType().number()),
                SqlArray.of(keys, SentKey::ofThePerson))
            .map(row -> ((Number) row[0]).intValue())
            .collect(Collectors.toSet());
    return places.stream().map(stored::contains).toList();
  }

  private static String visited(Submission submission) {
    return submission.visitedCountries().stream()
        .map(Country::code)
        .collect(Collectors.joining(","));
  }

  private static String hex(KeyData data) {
    return HexFormat.of().formatHex(data.toBytes());
  }
}
