package io.warnserver.distribution.revocation;

import io.warnserver.database.Transactions;
import io.warnserver.distribution.ledger.PackageWindow;
import io.warnserver.keys.HourNumber;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was ordered, and what has become of it. */
public final class RevocationList {

  private static final String ALL =
      "select revocation_number, tree, first_hour, hours, whole_package, requested_at, carried_out_at,"
          + " coalesce(removed_keys, 0), completed_at, coalesce((select sum(came_again) from revoked_key k"
          + " where k.revocation_number = r.revocation_number), 0)"
          + " from revocation r order by revocation_number";

  private static final String PACKAGES =
      "select revocation_number, tree, first_hour, hours, etag from revoked_package"
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
    return transactions.onConnection(
        connection -> {
          Map<Long, List<RevokedPackage>> packages = packages(connection);
          List<Revocation> all = new ArrayList<>();
          try (PreparedStatement statement = connection.prepareStatement(ALL);
              ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              all.add(revocation(row, packages));
            }
          }
          return all;
        });
  }

  private static Revocation revocation(ResultSet row, Map<Long, List<RevokedPackage>> packages)
      throws SQLException {
    long number = row.getLong(1);
    return new Revocation(
        number,
        row.getString(2) == null ? Optional.empty() : Optional.of(window(row, 2)),
        row.getBoolean(5),
        row.getObject(6, OffsetDateTime.class),
        Optional.ofNullable(row.getObject(7, OffsetDateTime.class)),
        row.getInt(8),
        Optional.ofNullable(row.getObject(9, OffsetDateTime.class)),
        row.getInt(10),
        packages.getOrDefault(number, List.of()));
  }

  private static Map<Long, List<RevokedPackage>> packages(Connection connection)
      throws SQLException {
    Map<Long, List<RevokedPackage>> packages = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(PACKAGES);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        packages
            .computeIfAbsent(row.getLong(1), none -> new ArrayList<>())
            .add(new RevokedPackage(window(row, 2), row.getString(5)));
      }
    }
    return packages;
  }

  /** What the columns tree, first_hour and hours name, the first of them at this place. */
  static PackageWindow window(ResultSet row, int column) throws SQLException {
    return new PackageWindow(
        row.getString(column), new HourNumber(row.getInt(column + 1)), row.getInt(column + 2));
  }
}
