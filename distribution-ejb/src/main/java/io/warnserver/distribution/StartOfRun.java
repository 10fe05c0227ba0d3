package io.warnserver.distribution;

import io.warnserver.database.Transactions;
import io.warnserver.distribution.archive.Digests;
import io.warnserver.distribution.ledger.Packages;
import io.warnserver.distribution.ledger.PublishingState;
import io.warnserver.distribution.store.ObjectStore;
import io.warnserver.keys.HourNumber;
import java.util.logging.Logger;

/**
 * What must be so before a run publishes: the clock goes forward, and ledger and bucket belong
 * together. A bucket that was lost is filled again; a database that was restored from an older
 * backup stops the run, because what it does not remember would be published twice.
 */
final class StartOfRun {

  private static final Logger LOG = Logger.getLogger(StartOfRun.class.getName());

  private final Transactions transactions;
  private final ObjectStore store;
  private final Packages packages;
  private final HourNumber now;

  StartOfRun(Transactions transactions, ObjectStore store, Packages packages, HourNumber now) {
    this.transactions = transactions;
    this.store = store;
    this.packages = packages;
    this.now = now;
  }

  /**
   * Compares clock, ledger and bucket.
   *
   * @throws RunRefusedException if an operator must decide
   */
  void check() {
    PublishingState state = PublishingState.read(transactions);
    if (now.compareTo(state.lastHour()) < 0) {
      throw new RunRefusedException(
          "the clock is behind the last run, which was in the hour " + state.lastHour());
    }
    // A bucket without a marker is one for which nothing was announced.
    StoreMarker marker =
        store
            .read(StoreMarker.PATH)
            .flatMap(StoreMarker::parse)
            .orElse(new StoreMarker(state.epoch(), 0));
    if (!marker.epoch().equals(state.epoch())) {
      throw new RunRefusedException("the bucket was written by another database");
    }
    if (marker.sequence() > state.sequence()) {
      // Whoever stood still since reading the ledger has lost the lease, which this says.
      var unused = PublishingState.read(transactions);
      throw new RunRefusedException(
          "the bucket has more than the database knows: was the database restored from an older"
              + " backup? Publishing would publish keys twice");
    }
    if (marker.sequence() < state.confirmedSequence()) {
      LOG.warning("The bucket lacks what the ledger says: everything is published again");
      packages.publishAgain();
    }
  }

  /** Says in the database, then in the bucket, that objects will be put; before the first one. */
  void announce() {
    PublishingState announced = PublishingState.advance(transactions, now);
    byte[] marker = StoreMarker.of(announced).toJson();
    store.putIndex(StoreMarker.PATH, marker, Digests.hashOf(marker));
    announced.confirm(transactions);
  }
}
