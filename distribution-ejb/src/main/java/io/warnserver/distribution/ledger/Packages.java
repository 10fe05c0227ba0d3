package io.warnserver.distribution.ledger;

import io.warnserver.database.NativeSql;
import io.warnserver.database.SqlArray;
import io.warnserver.database.Transactions;
import io.warnserver.keys.HourNumber;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** The packages of all trees: which are still to be built, and which are there. */
public final class Packages {

  private static final String IN_STATE = "select p from KeyPackage p where p.state = :state";

  /** Not put since some or all of its keys were revoked. */
  private static final String REVOKED =
      "etag is null and exists (select from revoked_package r where r.tree = p.tree"
          + " and r.first_hour = p.first_hour and r.hours = p.hours)";

  private static final String PLANNED =
      "select tree, first_hour, hours, key_count from key_package p where state = 'planned'"
          + " or (state = 'expired' and first_hour >= ?1 and "
          + REVOKED
          + ")";

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

  private static final String THESE =
      " unnest(cast(?1 as text[]), cast(?2 as integer[]), cast(?3 as integer[]))"
          + " as these (tree, first_hour, hours) where p.tree = these.tree"
          + " and p.first_hour = these.first_hour and p.hours = these.hours";

  private static final String PUBLISH_THESE_AGAIN =
      "update key_package p set state = 'planned' from" + THESE + " and state = 'published'";

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

  /** What cannot be put without its revoked keys does not stay for the sake of a cache. */
  private static final String UNLIST =
      "update key_package p set unlisted_at = case when "
          + REVOKED
          + " then to_timestamp(0) else cast(?1 as timestamptz) end"
          + " where state = 'expired' and unlisted_at is null";

  private static final String UNLISTED =
      "select p from KeyPackage p where p.state = 'expired' and p.unlistedAt <= :until";

  private static final String FORGET =
      "delete from key_package p using" + THESE + " and state = 'expired'";

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
   * be published. Also those that no index names any more but that still have revoked keys: an
   * index that a cache has may name them for a while.
   *
   * @param firstKept the first hour of the first day within retention
   */
  public List<Entry> planned(HourNumber firstKept) {
    return transactions.call(
        entities ->
            NativeSql.rows(entities, PLANNED, firstKept.value())
                .map(row -> new Entry(PackageWindow.of(row), ((Number) row[3]).intValue()))
                .sorted(Comparator.comparing(Entry::window, BY_END))
                .toList());
  }

  /** Those whose object is there. */
  public List<Entry> published() {
    return find(IN_STATE, KeyPackage.PUBLISHED);
  }

  /** Records that no index names expired packages any more. */
  public void unlist(Instant now) {
    transactions.run(entities -> NativeSql.change(entities, UNLIST, now));
  }

  /** Those that no index has named since that time or longer. */
  public List<PackageWindow> unlistedUntil(Instant time) {
    return transactions.call(
        entities ->
            entities
                .createQuery(UNLISTED, KeyPackage.class)
                .setParameter("until", time.atOffset(ZoneOffset.UTC))
                .getResultList()
                .stream()
                .map(found -> found.entry().window())
                .sorted(BY_END)
                .toList());
  }

  /** All of them; with the ETag of the object where it must be there. */
  public Map<PackageWindow, Optional<String>> all() {
    return transactions.call(
        entities ->
            entities
                .createQuery("select p from KeyPackage p", KeyPackage.class)
                .getResultList()
                .stream()
                .collect(Collectors.toMap(p -> p.entry().window(), KeyPackage::publishedEtag)));
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

  /** Has these put again, because their objects are not as they were put. */
  public void publishAgain(Collection<PackageWindow> windows) {
    changeAll(PUBLISH_THESE_AGAIN, windows);
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
  public void forget(Collection<PackageWindow> windows) {
    changeAll(FORGET, windows);
  }

  private void changeAll(String statement, Collection<PackageWindow> windows) {
    transactions.run(
        entities ->
            NativeSql.change(
                entities,
                statement,
                SqlArray.of(windows, PackageWindow::tree),
                SqlArray.of(windows, window -> window.firstHour().value()),
                SqlArray.of(windows, PackageWindow::hours)));
  }
}
