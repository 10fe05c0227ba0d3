package io.warnserver.distribution.ledger;

import io.warnserver.database.NativeSql;
import io.warnserver.database.SqlArray;
import io.warnserver.database.Transactions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which indexes and configuration files are in the object store, and with what content, so that an
 * unchanged one is not sent.
 */
public final class PublishedFiles {

  private static final String LISTED = "select f from PublishedFile f where f.unlistedAt is null";

  private static final String UNLISTED =
      "select f.path from PublishedFile f where f.unlistedAt <= :until order by f.path";

  private final Transactions transactions;

  /**
   * What was put.
   *
   * @param md5 of the content, and of what else makes it differ, in hex
   * @param etag that the object got
   */
  public record Content(String md5, String etag) {}

  public PublishedFiles(Transactions transactions) {
    this.transactions = transactions;
  }

  /** Those that readers find, by path. */
  public Map<String, Content> listed() {
    return transactions.call(
        entities ->
            entities.createQuery(LISTED, PublishedFile.class).getResultList().stream()
                .collect(Collectors.toMap(PublishedFile::path, PublishedFile::content)));
  }

  /** The paths of those that no index names any more. */
  public List<String> unlisted() {
    return transactions.call(
        entities ->
            entities
                .createQuery(
                    "select f.path from PublishedFile f where f.unlistedAt is not null",
                    String.class)
                .getResultList());
  }

  /** The paths of those that no index names any more and that have another content. */
  public List<String> unlistedExcept(String md5) {
    return transactions.call(
        entities ->
            entities
                .createQuery(
                    "select f.path from PublishedFile f where f.unlistedAt is not null"
                        + " and f.md5 <> :md5 order by f.path",
                    String.class)
                .setParameter("md5", md5)
                .getResultList());
  }

  /** The paths of those that no index has named since that time or longer. */
  public List<String> unlistedUntil(Instant time) {
    return transactions.call(
        entities ->
            entities
                .createQuery(UNLISTED, String.class)
                .setParameter("until", time.atOffset(ZoneOffset.UTC))
                .getResultList());
  }

  /** Records that an object has been put. */
  public void record(String path, Content content) {
    transactions.run(
        entities -> entities.merge(new PublishedFile(path, content.md5(), content.etag())));
  }

  /** Records another content of one that no index names. */
  public void recordUnlisted(String path, Content content) {
    transactions.run(entities -> entities.find(PublishedFile.class, path).put(content));
  }

  /** Records that no index names these any more. */
  public void unlist(Collection<String> paths, Instant now) {
    if (paths.isEmpty()) {
      return;
    }
    transactions.run(
        entities -> paths.forEach(path -> entities.find(PublishedFile.class, path).unlist(now)));
  }

  /** Records that objects have been deleted, or are not as they were put. */
  public void forget(Collection<String> paths) {
    transactions.run(
        entities ->
            NativeSql.change(
                entities,
                "delete from published_file where path = any (cast(?1 as text[]))",
                SqlArray.of(paths, path -> path)));
  }
}
