package io.warnserver.deployed;

import io.warnserver.database.NativeSql;
import io.warnserver.database.Transactions;
import jakarta.persistence.EntityManager;

/**
 * A persistence unit, with a row that its role may write, see and delete. The row has a name, of
 * which the table holds the text or its hash.
 *
 * @param role that it has in the database
 * @param insert with the name as the only parameter
 * @param count of the rows with that name
 * @param delete them
 */
record DatabaseUnit(
    Transactions transactions, String role, String insert, String count, String delete) {

  static DatabaseUnit distribution(Transactions transactions) {
    return new DatabaseUnit(
        transactions,
        "warn_distribution",
        "insert into published_file (path, content_md5, etag) values (?1, '-', '-')",
        "select count(*) from published_file where path = ?1",
        "delete from published_file where path = ?1");
  }

  static DatabaseUnit federation(Transactions transactions) {
    return new DatabaseUnit(
        transactions,
        "warn_federation",
        "insert into federation_callback_hint (batch_tag, called_at) values (?1, now())",
        "select count(*) from federation_callback_hint where batch_tag = ?1",
        "delete from federation_callback_hint where batch_tag = ?1");
  }

  static DatabaseUnit submission(Transactions transactions) {
    return new DatabaseUnit(
        transactions,
        "warn_submission",
        "insert into tan_verdict (tan_hash, content_digest, state, hour)"
            + " select hash, hash, 'asked', 0 from sha256(convert_to(?1, 'UTF8')) as hash",
        "select count(*) from tan_verdict where tan_hash = sha256(convert_to(?1, 'UTF8'))",
        "delete from tan_verdict where tan_hash = sha256(convert_to(?1, 'UTF8'))");
  }

  /** Writes the row in a transaction that is under way. */
  void write(EntityManager entities, String name) {
    NativeSql.change(entities, insert, name);
  }

  /** Whether a transaction of its own sees the row. */
  boolean has(String name) {
    return transactions.call(entities -> NativeSql.number(entities, count, name).intValue()) > 0;
  }

  /** Deletes the row, in a transaction of its own. */
  void forget(String name) {
    transactions.run(entities -> NativeSql.change(entities, delete, name));
  }

  @Override
  public String toString() {
    return role;
  }
}
