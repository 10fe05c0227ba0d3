package io.warnserver.distribution.ledger;

import io.warnserver.database.Rows;
import io.warnserver.database.Transactions;
import io.warnserver.keys.HourNumber;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The packages of all trees: which are still to be built, and which are there. */
public final class Packages {

  private static final String IN_STATE =
      "select tree, first_hour, hours, key_count from key_package where state = ?"
          + " order by first_hour + hours, tree, hours";

  /** The ETag is still that of what apps may have. */
  private static final String PUBLISH_AGAIN =
      "update key_package set state = 'planned' where state = 'published'";

  private static final String PUBLISHED =
      """
      update key_package p set state = 'published', etag = put.etag
      from unnest(cast(? as text[]), cast(? as integer[]), cast(? as integer[]), cast(? as text[]))
        as put (tree, first_hour, hours, etag)
      where p.tree = put.tree and p.first_hour = put.first_hour and p.hours = put.hours
        and p.state = 'planned'
      """;

  /** Trees of which no key is left within retention and none waits. */
  private static final String EMPTY_TREES =
      "select name from tree t where exists (select from key_package p where p.tree = t.name"
          + " and p.state <> 'expired') and not exists (select from key_package p where p.tree = t.name"
          + " and p.key_count > 0 and p.first_hour >= ?) and not exists (select from publication k"
          + " where k.tree = t.name and k.package_hour is null)";

  private static final String EXPIRE_TREE =
      "update key_package set state = 'expired' where tree = ?";

  private static final String EXPIRE_DAYS =
      "update key_package set state = 'expired' where first_hour < ?";

  private static final String EXPIRE_HOURS =
      "update key_package h set state = 'expired' where hours = 1 and state = 'published'"
          + " and first_hour < ? and exists (select from key_package d where d.tree = h.tree"
          + " and d.hours = 24 and d.state = 'published' and d.first_hour = h.first_hour / 24 * 24)";

  private static final String FORGET =
      "delete from key_package where tree = ? and first_hour = ? and hours = ? and state = 'expired'";

  private final Transactions transactions;

  /**
   * A package and how many keys it has.
   *
   * @param window which
   * @param keys how many
   */
  public record Entry(PackageWindow window, int keys) {}

  /**
   * A package that is there.
   *
   * @param entry which
   * @param etag of its object
   */
  public record Published(Entry entry, String etag) {}

  /**
   * @param transactions of the distribution's role, under the run's lease
   */
  public Packages(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * Those whose keys are fixed and whose object may be missing, in the order in which they are to
   * be published.
   */
  public List<Entry> planned() {
    return inState("planned");
  }

  /** Those whose object is there. */
  public List<Entry> published() {
    return inState("published");
  }

  /** Those whose object is to be deleted. */
  public List<Entry> expired() {
    return inState("expired");
  }

  private List<Entry> inState(String state) {
    return transactions.onConnection(
        connection -> {
          List<Entry> entries = new ArrayList<>();
          try (PreparedStatement statement = connection.prepareStatement(IN_STATE)) {
            statement.setString(1, state);
            try (ResultSet row = statement.executeQuery()) {
              while (row.next()) {
                PackageWindow window =
                    new PackageWindow(
                        row.getString(1), new HourNumber(row.getInt(2)), row.getInt(3));
                entries.add(new Entry(window, row.getInt(4)));
              }
            }
          }
          return entries;
        });
  }

  /** Has every package and every other file put again, because the bucket has lost them. */
  public void publishAgain() {
    transactions.onConnection(
        connection ->
            Rows.change(connection, PUBLISH_AGAIN)
                + Rows.change(connection, "delete from published_file"));
  }

  /** Records that the objects of planned packages are there. */
  public void markPublished(List<Published> there) {
    if (there.isEmpty()) {
      return;
    }
    List<PackageWindow> windows = there.stream().map(one -> one.entry().window()).toList();
    transactions.onConnection(
        connection ->
            Rows.change(
                connection,
                PUBLISHED,
                SqlArrays.texts(connection, windows.stream().map(PackageWindow::tree)),
                SqlArrays.integers(
                    connection, windows.stream().map(window -> window.firstHour().value())),
                SqlArrays.integers(connection, windows.stream().map(PackageWindow::hours)),
                SqlArrays.texts(connection, there.stream().map(Published::etag))));
  }

  /**
   * Marks what no index may name any more.
   *
   * @param firstKept the first hour of the first day within retention
   * @param firstHourKept the first hour whose hour package stays although its day has a package
   * @return the trees of which nothing is left
   */
  public Set<String> expire(HourNumber firstKept, HourNumber firstHourKept) {
    return transactions.onConnection(
        connection -> {
          Set<String> ended = new TreeSet<>();
          try (PreparedStatement statement = connection.prepareStatement(EMPTY_TREES)) {
            statement.setInt(1, firstKept.value());
            try (ResultSet row = statement.executeQuery()) {
              while (row.next()) {
                ended.add(row.getString(1));
              }
            }
          }
          for (String tree : ended) {
            Rows.change(connection, EXPIRE_TREE, tree);
          }
          Rows.change(connection, EXPIRE_DAYS, firstKept.value());
          Rows.change(connection, EXPIRE_HOURS, firstHourKept.value());
          return ended;
        });
  }

  /** Forgets expired packages whose objects have been deleted. */
  public void forget(List<PackageWindow> windows) {
    transactions.onConnection(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(FORGET)) {
            for (PackageWindow window : windows) {
              statement.setString(1, window.tree());
              statement.setInt(2, window.firstHour().value());
              statement.setInt(3, window.hours());
              statement.addBatch();
            }
            return statement.executeBatch().length;
          }
        });
  }
}
