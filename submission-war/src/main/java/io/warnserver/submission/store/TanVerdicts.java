package io.warnserver.submission.store;

import io.warnserver.keys.HourNumber;
import io.warnserver.submission.store.Claim.State;
import io.warnserver.submission.tan.TanFingerprint;
import io.warnserver.submission.tan.TanFingerprint.Print;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The table of what came of TANs. Each method is one statement for many TANs, and a transaction of
 * its own.
 */
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
        from unnest(cast(? as integer[]), cast(? as text[]), cast(? as text[]), cast(? as smallint[]), cast(? as boolean[]))
          as s (place, tan_hash, digest, attempt, writes)),
      known as (
        select s.place, v.content_digest = s.content_digest as same, v.state, v.attempt
        from sent s join tan_verdict v on v.tan_hash = s.tan_hash),
      mine as (
        insert into tan_verdict (tan_hash, content_digest, state, attempt, hour)
        select tan_hash, content_digest, 'asked', attempt, cast(? as integer)
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
      "update tan_verdict set attempt = attempt + 1, content_digest = decode(?, 'hex')"
          + " where tan_hash = decode(?, 'hex') and state = 'asked' and attempt = ?";

  private static final String APPROVE =
      """
      insert into tan_verdict (tan_hash, content_digest, state, hour)
      select decode(tan_hash, 'hex'), decode(digest, 'hex'), 'valid', cast(? as integer)
      from unnest(cast(? as text[]), cast(? as text[])) as s (tan_hash, digest)
      order by 1
      on conflict (tan_hash) do update set state = 'valid', content_digest = excluded.content_digest
        where tan_verdict.state = 'asked'
      """;

  private static final String RELEASE =
      "delete from tan_verdict v using unnest(cast(? as text[]), cast(? as integer[])) as s (h, attempt)"
          + " where v.tan_hash = decode(s.h, 'hex') and v.attempt = s.attempt and v.state = 'asked'";

  /** A row of its own each time, so that no instance waits for another one's. */
  private static final String TRIAL =
      """
      insert into tan_verdict (tan_hash, content_digest, state, hour)
      select hash, hash, 'asked', 0 from decode(md5(random()::text) || md5(random()::text), 'hex') as t (hash)
      """;

  private static final String FORGET = "delete from tan_verdict where hour < ?";

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

  /** What is known of each TAN; of several that are the same only one is MINE. */
  static List<Claim> claim(Connection connection, List<Wanted> wanted, HourNumber hour)
      throws SQLException {
    SqlArray places = new SqlArray();
    SqlArray hashes = new SqlArray();
    SqlArray digests = new SqlArray();
    SqlArray attempts = new SqlArray();
    SqlArray writes = new SqlArray();
    // Another one has inserted it in the same instant.
    Claim[] claims = new Claim[wanted.size()];
    for (int place = 0; place < wanted.size(); place++) {
      TanFingerprint tan = wanted.get(place).tan();
      claims[place] = new Claim(State.BUSY, 0);
      for (Print print : tan.prints()) {
        places.add(place);
        hashes.add(print.tanHash());
        digests.add(print.contentDigest());
        attempts.add(wanted.get(place).attempt());
        writes.add(print.equals(tan.current()));
      }
    }
    Set<String> taken = new HashSet<>();
    try (PreparedStatement statement = connection.prepareStatement(CLAIM)) {
      statement.setString(1, places.toString());
      statement.setString(2, hashes.toString());
      statement.setString(3, digests.toString());
      statement.setString(4, attempts.toString());
      statement.setString(5, writes.toString());
      statement.setInt(6, hour.value());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          int place = rows.getInt(1);
          int attempt = rows.getInt(4);
          boolean own = attempt == wanted.get(place).attempt();
          State state = state(rows.getString(3), rows.getBoolean(2), own);
          if (state == State.MINE && !taken.add(wanted.get(place).tan().current().tanHash())) {
            continue;
          }
          // With several hash keys there can be two rows of a TAN; the one that knows more counts.
          if (claims[place].state() == State.BUSY) {
            claims[place] = new Claim(state, attempt);
          }
        }
      }
    }
    return List.of(claims);
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
  static boolean takeOver(Connection connection, TanFingerprint tan, int attempt)
      throws SQLException {
    for (Print print : tan.prints()) {
      try (PreparedStatement statement = connection.prepareStatement(TAKE_OVER)) {
        statement.setString(1, print.contentDigest());
        statement.setString(2, print.tanHash());
        statement.setInt(3, attempt);
        if (statement.executeUpdate() > 0) {
          return true;
        }
      }
    }
    return false;
  }

  /** Remembers that the TANs were good. */
  static void approve(Connection connection, List<TanFingerprint> tans, HourNumber hour)
      throws SQLException {
    SqlArray hashes = new SqlArray();
    SqlArray digests = new SqlArray();
    for (TanFingerprint tan : tans) {
      hashes.add(tan.current().tanHash());
      digests.add(tan.current().contentDigest());
    }
    try (PreparedStatement statement = connection.prepareStatement(APPROVE)) {
      statement.setInt(1, hour.value());
      statement.setString(2, hashes.toString());
      statement.setString(3, digests.toString());
      statement.executeUpdate();
    }
  }

  /**
   * A claim that is given back.
   *
   * @param attempt as it was claimed
   */
  record Asked(TanFingerprint tan, int attempt) {}

  /** Forgets that somebody asks for them; nothing of those that somebody else asks for by now. */
  static void release(Connection connection, List<Asked> claims) throws SQLException {
    SqlArray hashes = new SqlArray();
    SqlArray attempts = new SqlArray();
    for (Asked claim : claims) {
      for (Print print : claim.tan().prints()) {
        hashes.add(print.tanHash());
        attempts.add(claim.attempt());
      }
    }
    try (PreparedStatement statement = connection.prepareStatement(RELEASE)) {
      statement.setString(1, hashes.toString());
      statement.setString(2, attempts.toString());
      statement.executeUpdate();
    }
  }

  /** Does what a claim needs, without claiming anything: a database that only reads fails here. */
  static boolean trial(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement statement = connection.prepareStatement(TRIAL)) {
      return statement.executeUpdate() == 1;
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  /**
   * Deletes what is older, and rewrites what was stored since the last time.
   *
   * @return how many were deleted
   */
  static int clean(Connection connection, HourNumber oldest) throws SQLException {
    int deleted;
    try (PreparedStatement statement = connection.prepareStatement(FORGET)) {
      statement.setInt(1, oldest.value());
      deleted = statement.executeUpdate();
    }
    try (PreparedStatement statement = connection.prepareStatement(SETTLE)) {
      statement.executeUpdate();
    }
    return deleted;
  }
}
