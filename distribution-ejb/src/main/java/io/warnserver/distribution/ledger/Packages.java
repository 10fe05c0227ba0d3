package io.warnserver.distribution.ledger;

import io.warnserver.database.NativeSql;
import io.warnserver.database.SqlArray;
import io.warnserver.database.Transactions;
import io.warnserver.keys.HourNumber;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** The packages of all trees: which are still to be built, and which are there. */
public final class Packages {

  private static final String IN_STATE = "select p from KeyPackage p where p.state = :state";

  private static final String UNKNOWN_ETAG =
      "select p from KeyPackage p where p.state = :state and p.etag is null";

  /** The order in which they are to be published. */
  private static final Comparator<PackageWindow> BY_END =
      Comparator.comparing(PackageWindow::end)
          .thenComparing(PackageWindow::tree)
          .thenComparing(PackageWindow::hours);

  /** The ETag is still that of what apps may have. */
  private static final String PUBLISH_AGAIN =
      "update key_package set state = 'planned' where state = 'published'";

  /** Trees with packages of which no key is left within retention. */
  private static final String EMPTY_TREES =
      "select name, 0 from tree t where exists (select from key_package p where p.tree = t.name"
          + " and p.state <> 'expired') and not exists (select from key_package p"
          + " where p.tree = t.name and p.key_count > 0 and p.first_hour >= ?1)";

  private static final String EXPIRE_TREES =
      "update key_package set state = 'expired' where tree = any (cast(?1 as text[]))";

  private static final String EXPIRE_DAYS =
      "update key_package set state = 'expired' where first_hour < ?1";

  private static final String EXPIRE_HOURS =
      "update key_package h set state = 'expired' where hours = 1 and state = 'published'"
          + " and first_hour < ?1 and exists (select from key_package d where d.tree = h.tree"
          + " and d.hours = 24 and d.state = 'published' and d.first_hour = h.first_hour / 24 * 24)";

  private static final String FORGET =
      "delete from key_package p using unnest(cast(?1 as text[]), cast(?2 as integer[]),"
          + " cast(?3 as integer[])) as deleted (tree, first_hour, hours)"
          + " where p.tree = deleted.tree and p.first_hour = deleted.first_hour"
          + " and p.hours = deleted.hours and state = 'expired'";

  private final Transactions transactions;

  /**
   * A package and how many keys it has.
   *
   * @param window which
   * @param keys how many
   */
  public record Entry(PackageWindow window, int keys) {}

  public Packages(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * Those whose keys are fixed and whose object may be missing, in the order in which they are to
   * be published.
   */
  public List<Entry> planned() {
    return find(IN_STATE, KeyPackage.PLANNED);
  }

  /** Those whose object is there. */
  public List<Entry> published() {
    return find(IN_STATE, KeyPackage.PUBLISHED);
  }

  /** Those whose object is to be deleted. */
  public List<Entry> expired() {
    return find(IN_STATE, "expired");
  }

  /**
   * Those that a run may have put before it died, so that readers may have them although the ledger
   * does not know their ETag.
   */
  public List<Entry> ofUnknownEtag() {
    return find(UNKNOWN_ETAG, KeyPackage.PLANNED);
  }

  /** Records which ETags these have in the bucket. */
  public void noteEtags(Map<PackageWindow, String> etags) {
    change(etags, KeyPackage::noteEtag);
  }

  private List<Entry> find(String query, String state) {
    return transactions.call(
        entities ->
            entities
                .createQuery(query, KeyPackage.class)
                .setParameter("state", state)
                .getResultList()
                .stream()
                .map(KeyPackage::entry)
                .sorted(Comparator.comparing(Entry::window, BY_END))
                .toList());
  }

  /** Has every package and every other file put again, because the bucket has lost them. */
  public void publishAgain() {
    transactions.run(
        entities -> {
          NativeSql.change(entities, PUBLISH_AGAIN);
          NativeSql.change(entities, "delete from published_file");
        });
  }

  /**
   * Records that the objects of planned packages are there.
   *
   * @param etags of the objects
   */
  public void markPublished(Map<PackageWindow, String> etags) {
    change(etags, KeyPackage::put);
  }

  private void change(Map<PackageWindow, String> etags, BiConsumer<KeyPackage, String> change) {
    if (etags.isEmpty()) {
      return;
    }
    transactions.run(
        entities ->
            etags.forEach(
                (window, etag) -> {
                  KeyPackage found = entities.find(KeyPackage.class, new KeyPackage.Id(window));
                  if (found != null) {
                    change.accept(found, etag);
                  }
                }));
  }

  /**
   * Marks what no index may name any more.
   *
   * @param firstKept the first hour of the first day within retention
   * @param firstHourKept the first hour whose hour package stays although its day has a package
   * @param waiting trees in which keys wait: they go on
   */
  public void expire(HourNumber firstKept, HourNumber firstHourKept, Set<String> waiting) {
    transactions.run(
        entities -> {
          List<String> ended =
              NativeSql.rows(entities, EMPTY_TREES, firstKept.value())
                  .map(row -> (String) row[0])
                  .filter(tree -> !waiting.contains(tree))
                  .toList();
          if (!ended.isEmpty()) {
            NativeSql.change(entities, EXPIRE_TREES, SqlArray.of(ended, tree -> tree));
          }
          NativeSql.change(entities, EXPIRE_DAYS, firstKept.value());
          NativeSql.change(entities, EXPIRE_HOURS, firstHourKept.value());
        });
  }

  /** Forgets expired packages whose objects have been deleted. */
  public void forget(List<PackageWindow> windows) {
    transactions.run(
        entities ->
            NativeSql.change(
                entities,
                FORGET,
                SqlArray.of(windows, PackageWindow::tree),
                SqlArray.of(windows, window -> window.firstHour().value()),
                SqlArray.of(windows, PackageWindow::hours)));
  }
}
