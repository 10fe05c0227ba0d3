package io.warnserver.submission.store;

import io.warnserver.database.NativeSql;
import io.warnserver.database.SqlArray;
import io.warnserver.keys.HourNumber;
import io.warnserver.submission.store.SubmissionStore.Claim;
import io.warnserver.submission.store.SubmissionStore.Claim.State;
import io.warnserver.submission.tan.TanFingerprint;
import io.warnserver.submission.tan.TanFingerprint.KeyedHashes;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** The table of what came of TANs: one statement for many of them, and a result for each. */
final class TanVerdicts {

  /**
   * Rows are read as they were before the statement, so what it inserts shows as mine only. No wait
   * for the disk: who asks again after the database has lost it finds nothing, as if nobody had
   * asked. The attempt begins at random: a claim that was given back and made again must not be
   * taken for the former one, and one whose answer was lost knows its own row by it.
   */
  private static final String CLAIM =
      """
      with sent as (
        select place, decode(tan_hash, 'hex') as tan_hash, decode(digest, 'hex') as content_digest, attempt, writes
        from unnest(cast(?1 as integer[]), cast(?2 as text[]), cast(?3 as text[]), cast(?4 as smallint[]), cast(?5 as boolean[]))
          as s (place, tan_hash, digest, attempt, writes)),
      known as (
        select s.place, v.content_digest = s.content_digest as same, v.state, v.attempt
        from sent s join tan_verdict v on v.tan_hash = s.tan_hash),
      mine as (
        insert into tan_verdict (tan_hash, content_digest, state, attempt, hour)
        select tan_hash, content_digest, 'asked', attempt, cast(?6 as integer)
        from sent s
        where writes and not exists (select from known k where k.place = s.place)
        order by tan_hash
        on conflict do nothing
        returning tan_hash, attempt),
      fast as materialized (select set_config('synchronous_commit', 'off', true))
      select place, same, state, attempt from known
      union all
      select s.place, true, 'mine', m.attempt
      from fast, sent s join mine m on m.tan_hash = s.tan_hash and m.attempt = s.attempt where s.writes
      """;

  private static final String TAKE_OVER =
      "update tan_verdict set attempt = attempt + 1, content_digest = decode(?1, 'hex')"
          + " where tan_hash = decode(?2, 'hex') and state = 'asked' and attempt = ?3";

  private static final String APPROVE =
      """
      insert into tan_verdict (tan_hash, content_digest, state, hour)
      select decode(tan_hash, 'hex'), decode(digest, 'hex'), 'valid', cast(?1 as integer)
      from unnest(cast(?2 as text[]), cast(?3 as text[])) as s (tan_hash, digest)
      order by 1
      on conflict (tan_hash) do update set state = 'valid', content_digest = excluded.content_digest
        where tan_verdict.state = 'asked'
      """;

  private static final String RELEASE =
      "delete from tan_verdict v using unnest(cast(?1 as text[]), cast(?2 as integer[])) as s (h, attempt)"
          + " where v.tan_hash = decode(s.h, 'hex') and v.attempt = s.attempt and v.state = 'asked'";

  /** A row of its own each time, so that no instance waits for another one's. */
  private static final String TRIAL =
      """
      insert into tan_verdict (tan_hash, content_digest, state, hour)
      select hash, hash, 'asked', 0 from decode(md5(cast(random() as text)) || md5(cast(random() as text)), 'hex') as t (hash)
      """;

  private static final String FORGET = "delete from tan_verdict where hour < ?1";

  /** In the order of hashes: neither a row's transaction nor its place says what came with it. */
  private static final String SETTLE =
      """
      with stored as (delete from tan_verdict where state = 'stored' and not settled returning *)
      insert into tan_verdict (tan_hash, content_digest, state, attempt, hour, settled)
      select tan_hash, content_digest, state, attempt, hour, true from stored order by tan_hash
      """;

  private TanVerdicts() {}

  /** Who asks for a TAN, or wants to; its claim is known by the attempt, 0 to 29,999 at first. */
  record Asking(TanFingerprint tan, int attempt) {}

  /** A row for each hash of several TANs, with the place of the TAN in their list. */
  record SentHashes(int place, KeyedHashes hashes) {

    static List<SentHashes> of(List<TanFingerprint> tans) {
      return IntStream.range(0, tans.size())
          .boxed()
          .flatMap(
              place -> tans.get(place).hashes().stream().map(one -> new SentHashes(place, one)))
          .toList();
    }
  }

  /** What is known of each TAN; of several that are the same only one is MINE. */
  static List<Claim> claim(EntityManager entities, List<Asking> wanted, HourNumber hour) {
    List<SentHashes> sent = hashesOf(wanted);
    List<Object[]> rows =
        NativeSql.rows(
                entities,
                CLAIM,
                SqlArray.of(sent, SentHashes::place),
                SqlArray.of(sent, one -> one.hashes().tanHash()),
                SqlArray.of(sent, one -> one.hashes().contentDigest()),
                SqlArray.of(sent, one -> wanted.get(one.place()).attempt()),
                SqlArray.of(
                    sent, one -> one.hashes().equals(wanted.get(one.place()).tan().current())),
                hour.value())
            .toList();
    // Where nothing is said of one, another one has inserted it in the same instant.
    List<Claim> claims =
        new ArrayList<>(Collections.nCopies(wanted.size(), new Claim(State.BUSY, 0)));
    Set<String> taken = new HashSet<>();
    for (Object[] row : rows) {
      int place = number(row[0]);
      int attempt = number(row[3]);
      boolean own = attempt == wanted.get(place).attempt();
      State state = state((String) row[2], (Boolean) row[1], own);
      if (state == State.MINE && !taken.add(wanted.get(place).tan().current().tanHash())) {
        continue;
      }
      // With several hash keys there can be two rows of a TAN; the one that knows more counts.
      if (claims.get(place).state() == State.BUSY) {
        claims.set(place, new Claim(state, attempt));
      }
    }
    return claims;
  }

  private static List<SentHashes> hashesOf(List<Asking> all) {
    return SentHashes.of(all.stream().map(Asking::tan).toList());
  }

  private static int number(Object value) {
    return ((Number) value).intValue();
  }

  private static State state(String state, boolean sameContent, boolean own) {
    return switch (state) {
      case "mine" -> State.MINE;
      case "asked" -> own ? State.MINE : State.BUSY;
      case "valid" -> sameContent ? State.APPROVED : State.OTHER_CONTENT;
      default -> sameContent ? State.STORED : State.OTHER_CONTENT;
    };
  }

  /** Whether the TAN is the caller's now. */
  static boolean takeOver(EntityManager entities, TanFingerprint tan, int attempt) {
    return tan.hashes().stream()
        .anyMatch(
            hashes ->
                NativeSql.change(
                        entities, TAKE_OVER, hashes.contentDigest(), hashes.tanHash(), attempt)
                    > 0);
  }

  /** Remembers that the TANs were good. */
  static List<Void> approve(EntityManager entities, List<TanFingerprint> tans, HourNumber hour) {
    NativeSql.change(
        entities,
        APPROVE,
        hour.value(),
        SqlArray.of(tans, tan -> tan.current().tanHash()),
        SqlArray.of(tans, tan -> tan.current().contentDigest()));
    return Collections.nCopies(tans.size(), null);
  }

  /** Forgets that somebody asks for them; nothing of those that somebody else asks for by now. */
  static List<Void> release(EntityManager entities, List<Asking> claims) {
    List<SentHashes> rows = hashesOf(claims);
    NativeSql.change(
        entities,
        RELEASE,
        SqlArray.of(rows, row -> row.hashes().tanHash()),
        SqlArray.of(rows, row -> claims.get(row.place()).attempt()));
    return Collections.nCopies(claims.size(), null);
  }

  /** Does what a claim needs; a database that only reads fails here. To be rolled back. */
  static void trial(EntityManager entities) {
    NativeSql.change(entities, TRIAL);
  }

  /** Deletes what is older, tells how many, and rewrites what was stored since the last time. */
  static int clean(EntityManager entities, HourNumber oldest) {
    int deleted = NativeSql.change(entities, FORGET, oldest.value());
    NativeSql.change(entities, SETTLE);
    return deleted;
  }
}
