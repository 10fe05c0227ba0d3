package io.warnserver.distribution.revocation;

import io.warnserver.database.NativeSql;
import io.warnserver.database.SqlArray;
import io.warnserver.database.Transactions;
import io.warnserver.distribution.ledger.PackageWindow;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where orders are written down, with what has become of them. That needs no lease: what a run
 * works on is changed only by the run that carries an order out.
 */
public final class RevocationBook {

  /** Hour packages of past days go earlier than their keys' day package. */
  private static final String IS_THERE =
      "select (select count(*) from key_package where tree = ?1 and first_hour = ?2 and hours = ?3"
          + " and state <> 'expired') + (select count(*) from (select from package_keys"
          + " where ?4 = 1 and tree = ?5 and package_hour = ?6 limit 1) as one)";

  /** An order that is repeated names keys that have gone already. */
  private static final String NOT_IN_PACKAGE =
      """
      select count(*) from (select decode(hex, 'hex') as key_data
        from unnest(cast(?1 as text[])) as named (hex)) n
      where not exists (select from placed_key p where p.tree = ?2 and p.key_data = n.key_data
          and p.package_hour between ?3 and ?4)
        and not exists (select from revoked_key r where r.key_hash = sha256(n.key_data))
      """;

  private static final String WRITE =
      "insert into revocation (tree, first_hour, hours, whole_package, requested_at)"
          + " values (?1, ?2, ?3, ?4, ?5) returning revocation_number";

  private static final String WRITE_WITHOUT_PACKAGE =
      "insert into revocation (whole_package, requested_at) values (false, ?1)"
          + " returning revocation_number";

  private static final String WRITE_KEYS =
      "insert into revocation_key select cast(?1 as bigint), decode(hex, 'hex')"
          + " from unnest(cast(?2 as text[])) as named (hex)";

  private static final String CAME_AGAIN =
      "select revocation_number, sum(came_again) from revoked_key group by revocation_number";

  private static final String PACKAGES =
      "select tree, first_hour, hours, etag, revocation_number from revoked_package"
          + " order by revocation_number, tree, first_hour, hours, etag";

  private final Transactions transactions;

  public RevocationBook(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * Writes an order down; the next run carries it out.
   *
   * @param now when that is
   * @return its number
   * @throws RevocationRefusedException if the package is not there, or has not all of the keys
   */
  public long write(RevocationOrder order, Instant now) {
    return transactions.call(entities -> write(entities, order, now));
  }

  private static long write(EntityManager entities, RevocationOrder order, Instant now) {
    String keys = SqlArray.of(order.keys(), key -> HexFormat.of().formatHex(key.toBytes()));
    order.window().ifPresent(window -> check(entities, window, keys, order.keys().size()));
    long number =
        order
            .window()
            .map(
                window ->
                    NativeSql.number(
                        entities,
                        WRITE,
                        window.tree(),
                        window.firstHour().value(),
                        window.hours(),
                        order.isWholePackage(),
                        now))
            .orElseGet(() -> NativeSql.number(entities, WRITE_WITHOUT_PACKAGE, now))
            .longValue();
    NativeSql.change(entities, WRITE_KEYS, number, keys);
    return number;
  }

  private static void check(EntityManager entities, PackageWindow window, String keys, int named) {
    int first = window.firstHour().value();
    int there =
        NativeSql.number(
                entities,
                IS_THERE,
                window.tree(),
                first,
                window.hours(),
                window.hours(),
                window.tree(),
                first)
            .intValue();
    if (there == 0) {
      throw new RevocationRefusedException(
          RevocationRefusedException.Reason.NO_SUCH_PACKAGE, "there is no such package");
    }
    int missing =
        NativeSql.number(
                entities, NOT_IN_PACKAGE, keys, window.tree(), first, first + window.hours() - 1)
            .intValue();
    if (missing > 0) {
      throw new RevocationRefusedException(
          RevocationRefusedException.Reason.KEYS_NOT_IN_PACKAGE,
          missing + " of " + named + " keys are not in that package");
    }
  }

  /** All orders that are remembered, the oldest first. */
  public List<Revocation> all() {
    return transactions.call(RevocationBook::all);
  }

  private static List<Revocation> all(EntityManager entities) {
    Map<Long, Integer> cameAgain =
        NativeSql.rows(entities, CAME_AGAIN)
            .collect(
                Collectors.toMap(
                    row -> ((Number) row[0]).longValue(), row -> ((Number) row[1]).intValue()));
    Map<Long, List<RevokedPackage>> packages =
        NativeSql.rows(entities, PACKAGES)
            .collect(
                Collectors.groupingBy(
                    row -> ((Number) row[4]).longValue(),
                    Collectors.mapping(RevocationBook::revoked, Collectors.toList())));
    return entities
        .createQuery(
            "select r from RecordedRevocation r order by r.number", RecordedRevocation.class)
        .getResultList()
        .stream()
        .map(
            one ->
                one.shown(
                    cameAgain.getOrDefault(one.number(), 0),
                    packages.getOrDefault(one.number(), List.of())))
        .toList();
  }

  /** Of a row that begins with tree, first hour, hours and ETag. */
  static RevokedPackage revoked(Object[] row) {
    return new RevokedPackage(PackageWindow.of(row), (String) row[3]);
  }
}
