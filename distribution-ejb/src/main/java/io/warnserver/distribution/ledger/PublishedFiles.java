package io.warnserver.distribution.ledger;

import io.warnserver.database.NativeSql;
import io.warnserver.database.Transactions;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which indexes and configuration files are in the object store, and with what content, so that an
 * unchanged one is not sent.
 */
public final class PublishedFiles {

  private final Transactions transactions;

  public PublishedFiles(Transactions transactions) {
    this.transactions = transactions;
  }

  /** All of them: hex MD5 of the content by path. */
  public Map<String, String> all() {
    return transactions.call(
        entities ->
            entities
                .createQuery("select f from PublishedFile f", PublishedFile.class)
                .getResultList()
                .stream()
                .collect(Collectors.toMap(PublishedFile::path, PublishedFile::md5)));
  }

  /** Records that an object has been put. */
  public void record(String path, String md5) {
    transactions.run(entities -> entities.merge(new PublishedFile(path, md5)));
  }

  /** Records that an object has been deleted. */
  public void forget(String path) {
    transactions.run(
        entities -> NativeSql.change(entities, "delete from published_file where path = ?1", path));
  }
}
