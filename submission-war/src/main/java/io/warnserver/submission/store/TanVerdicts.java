package io.warnserver.submission.store;

import io.warnserver.database.SqlArray;
import io.warnserver.keys.HourNumber;
import io.warnserver.submission.store.Claim.State;
import io.warnserver.submission.tan.TanFingerprint;
import io.warnserver.submission.tan.TanFingerprint.KeyedHashes;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The table of what came of TANs. Each method is one statement for many TANs. */
final class TanVerdicts {

  /**
   * Rows are read as they were before the statement, so what it inserts shows as mine only.
   * Inserting need not be durable: who asks again after the database has lost it finds nothing, as
   * if nobody had asked. Hence no wait for the disk here. The attempt begins at random: a claim
   * that was given back and made again must not be taken for the former one, and one that is made
   * again because its answer was lost knows its own row by it.
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

  /**
   * See docs: rows are rewritten together, in the order of their hashes, so that neither their
   * transaction nor their place says which came with which keys.
   */
  private static final String SETTLE =
      """
      with stored as (delete from tan_verdict where state = 'stored' and not settled returning *)
      insert into tan_verdict (tan_hash, content_digest, state, attempt, hour, settled)
      select tan_hash, content_digest, state, attempt, hour, true from stored order by tan_hash
      """;

  private TanVerdicts() {}

  /**
   * Who wants to know what is known of a TAN, and claims it where nothing is.
   *
   * @param attempt by which the claim is known, 0 to 29,999
   */
  record Wanted(TanFingerprint tan, int attempt) {}

  private record Sent(int place, KeyedHashes hashes, Wanted wanted) {}

  /** What is known of each TAN; of several that are the same only one is MINE. */
  static List<Claim> claim(EntityManager entities, List<Wanted> wanted, HourNumber hour) {
    List<Sent> sent = new ArrayList<>();
    Claim[] claims = new Claim[wanted.size()];
    for (int place = 0; place < wanted.size(); place++) {
      // Where nothing is said of it, another one has inserted it in the same instant.
      claims[place] = new Claim(State.BUSY, 0);
      for (KeyedHashes hashes : wanted.get(place).tan().hashes()) {
        sent.add(new Sent(place, hashes, wanted.get(place)));
      }
    }
    Set<String> taken = new HashSet<>();
    Query query =
        entities
            .createNativeQuery(CLAIM)
            .setParameter(1, SqlArray.of(sent, Sent::place))
            .setParameter(2, SqlArray.of(sent, one -> one.hashes().tanHash()))
            .setParameter(3, SqlArray.of(sent, one -> one.hashes().contentDigest()))
            .setParameter(4, SqlArray.of(sent, one -> one.wanted().attempt()))
            .setParameter(
                5, SqlArray.of(sent, one -> one.hashes().equals(one.wanted().tan().current())))
            .setParameter(6, hour.value());
    for (Object columns : query.getResultList()) {
      Object[] row = (Object[]) columns;
      int place = number(row[0]);
      int attempt = number(row[3]);
      boolean own = attempt == wanted.get(place).attempt();
      State state = state((String) row[2], (Boolean) row[1], own);
      if (state == State.MINE && !taken.add(wanted.get(place).tan().current().tanHash())) {
        continue;
      }
      // With several hash keys there can be two rows of a TAN; the one that knows more counts.
      if (claims[place].state() == State.BUSY) {
        claims[place] = new Claim(state, attempt);
      }
    }
    return List.of(claims);
  }

  /** Databases and providers differ in the type that they give a number. */
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
    for (KeyedHashes hashes : tan.hashes()) {
      int changed =
          entities
              .createNativeQuery(TAKE_OVER)
              .setParameter(1, hashes.contentDigest())
              .setParameter(2, hashes.tanHash())
              .setParameter(3, attempt)
              .executeUpdate();
      if (changed > 0) {
        return true;
      }
    }
    return false;
  }

  /** Remembers that the TANs were good. */
  static void approve(EntityManager entities, List<TanFingerprint> tans, HourNumber hour) {
    entities
        .createNativeQuery(APPROVE)
        .setParameter(1, hour.value())
        .setParameter(2, SqlArray.of(tans, tan -> tan.current().tanHash()))
        .setParameter(3, SqlArray.of(tans, tan -> tan.current().contentDigest()))
        .executeUpdate();
  }

  /**
   * A claim that is given back.
   *
   * @param attempt as it was claimed
   */
  record Asked(TanFingerprint tan, int attempt) {}

  private record Released(String tanHash, int attempt) {}

  /** Forgets that somebody asks for them; nothing of those that somebody else asks for by now. */
  static void release(EntityManager entities, List<Asked> claims) {
    List<Released> rows =
        claims.stream()
            .flatMap(
                claim ->
                    claim.tan().hashes().stream()
                        .map(hashes -> new Released(hashes.tanHash(), claim.attempt())))
            .toList();
    entities
        .createNativeQuery(RELEASE)
        .setParameter(1, SqlArray.of(rows, Released::tanHash))
        .setParameter(2, SqlArray.of(rows, Released::attempt))
        .executeUpdate();
  }

  /** Does what a claim needs; a database that only reads fails here. To be rolled back. */
  static boolean trial(EntityManager entities) {
    return entities.createNativeQuery(TRIAL).executeUpdate() == 1;
  }

  /**
   * Deletes what is older, and rewrites what was stored since the last time.
   *
   * @return how many were deleted
   */
  static int clean(EntityManager entities, HourNumber oldest) {
    int deleted =
        entities.createNativeQuery(FORGET).setParameter(1, oldest.value()).executeUpdate();
    entities.createNativeQuery(SETTLE).executeUpdate();
    return deleted;
  }
}
