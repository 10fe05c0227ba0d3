package io.warnserver.leases;

import io.warnserver.database.NativeSql;
import io.warnserver.database.Transactions;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A row that one holder at a time has, for a while. Its fencing number grows with every new holder,
 * so that a holder that has lost it without noticing is found out at its next write. The times are
 * the database's, because the instances' clocks may differ.
 */
public final class Lease {

  /** The conflict alone would wait for who has a row that is there. */
  private static final String CREATE =
      "insert into lease (name, holder, fencing_number, expires_at)"
          + " select ?1, '', 0, clock_timestamp() - interval '1 millisecond'"
          + " where not exists (select from lease where name = ?1) on conflict do nothing";

  /**
   * Waits for no lock: whoever has the row in a transaction has the lease, also if its host is gone
   * and PostgreSQL does not know that yet.
   */
  private static final String ACQUIRE =
      "update lease set holder = ?2, fencing_number = fencing_number + 1,"
          + " expires_at = clock_timestamp() + ?3 * interval '1 millisecond'"
          + " where name = (select name from lease where name = ?1"
          + " and expires_at < clock_timestamp() for update skip locked)"
          + " returning fencing_number, holder";

  private static final String EXTEND =
      "update lease set expires_at = clock_timestamp() + ?1 * interval '1 millisecond'"
          + " where name = ?2 and fencing_number = ?3";

  private static final String RENEW = EXTEND + " and expires_at >= clock_timestamp()";

  private static final String RELEASE =
      "update lease set expires_at = clock_timestamp() - interval '1 millisecond'"
          + " where name = ?1 and fencing_number = ?2";

  private final String name;
  private final Duration length;

  /**
   * By this process's own measure of time, from before the database was asked. Whoever asked first
   * may be answered last: it only grows.
   */
  private final AtomicLong heldUntilNanos = new AtomicLong(System.nanoTime());

  /**
   * @param name of the job
   * @param length how long a holder has it without renewing it
   */
  public Lease(String name, Duration length) {
    this.name = name;
    this.length = length;
  }

  /** How long a holder has it without renewing it. */
  Duration length() {
    return length;
  }

  /**
   * Takes the lease if nobody has it; waits for nobody.
   *
   * @param holder who asks, for operators to read
   * @return the fencing number; empty if somebody else has it
   */
  public OptionalLong acquire(Transactions transactions, String holder) {
    long asked = System.nanoTime();
    OptionalLong taken =
        transactions.call(
            entities -> {
              NativeSql.change(entities, CREATE, name);
              return NativeSql.rows(entities, ACQUIRE, name, holder, length.toMillis())
                  .mapToLong(row -> ((Number) row[0]).longValue())
                  .findFirst();
            });
    taken.ifPresent(number -> heldSince(asked));
    return taken;
  }

  /**
   * Renews the lease in the transaction of a write, whose row lock also keeps others from taking it
   * before that commits.
   *
   * @throws LeaseLostException if somebody else has it, or could have
   */
  public void renew(EntityManager entities, long fencingNumber) {
    renew(RENEW, entities, fencingNumber);
  }

  private void renew(String sql, EntityManager entities, long fencingNumber) {
    long asked = System.nanoTime();
    if (NativeSql.change(entities, sql, length.toMillis(), name, fencingNumber) != 1) {
      throw new LeaseLostException(name);
    }
    heldSince(asked);
  }

  private void heldSince(long askedNanos) {
    heldUntilNanos.accumulateAndGet(
        askedNanos + length.toNanos(), (known, now) -> now - known > 0 ? now : known);
  }

  /**
   * Asks nobody: whether the lease may have run out since this process renewed it last, or will
   * before what is begun now can have ended. For what changes something else than the database,
   * right before it does.
   *
   * @param atLeast how long what is begun now can take
   * @throws LeaseLostException if somebody else could have it by then
   */
  public void requireHeldFor(Duration atLeast) {
    if (System.nanoTime() + atLeast.toNanos() - heldUntilNanos.get() >= 0) {
      throw new LeaseLostException(name);
    }
  }

  /**
   * Renews the lease at the end of a transaction that began by renewing it: its row lock has kept
   * others away, however long the transaction took.
   *
   * @throws LeaseLostException if somebody else has it after all
   */
  void extend(EntityManager entities, long fencingNumber) {
    renew(EXTEND, entities, fencingNumber);
  }

  /** Gives the lease back; nothing happens if somebody else has it by now. */
  public void release(Transactions transactions, long fencingNumber) {
    transactions.run(entities -> NativeSql.change(entities, RELEASE, name, fencingNumber));
  }
}
