package io.warnserver.distribution.revocation;

import io.warnserver.database.NativeSql;
import io.warnserver.database.Transactions;
import io.warnserver.distribution.ledger.PackageWindow;
import io.warnserver.keys.HourNumber;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What was ordered, and what has become of it. */
public final class RevocationList {

  private static final String CAME_AGAIN =
      "select revocation_number, sum(came_again) from revoked_key group by revocation_number";

  private static final String PACKAGES =
      "select tree, first_hour, hours, etag, revocation_number from revoked_package"
          + " order by revocation_number, tree, first_hour, hours, etag";

  private final Transactions transactions;

  /**
   * @param transactions of the distribution's role
   */
  public RevocationList(Transactions transactions) {
    this.transactions = transactions;
  }

  /** All orders, the oldest first. */
  public List<Revocation> all() {
    return transactions.call(RevocationList::all);
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
                    Collectors.mapping(RevocationList::revoked, Collectors.toList())));
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
    return new RevokedPackage(window(row), (String) row[3]);
  }

  /** What the columns tree, first hour and hours name. */
  private static PackageWindow window(Object[] row) {
    return new PackageWindow(
        (String) row[0],
        new HourNumber(((Number) row[1]).intValue()),
        ((Number) row[2]).intValue());
  }
}
