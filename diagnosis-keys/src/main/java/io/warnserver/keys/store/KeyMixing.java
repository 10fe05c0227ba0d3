package io.warnserver.keys.store;

import io.warnserver.database.NativeSql;
import jakarta.persistence.EntityManager;

/**
 * The keys that wait are mixed now and then (decision 26), so that their rows' order and
 * transactions do not say who came together. Not while somebody takes them up.
 */
public final class KeyMixing {

  private KeyMixing() {}

  /**
   * Has nobody mix the keys before this transaction ends, and waits for the end of a mixing: a
   * statement after this one sees all that has arrived.
   *
   * @param entities of the distribution's or the federation's role, in a transaction
   */
  public static void hold(EntityManager entities) {
    // One number is wanted, and the function has no result.
    var unused = NativeSql.number(entities, "select 1 from hold_arrivals()");
  }
}
