package io.warnserver.distribution.revocation;

import io.warnserver.distribution.ledger.PackageWindow;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/**
 * An order that was written down, and what has become of it. It says nothing of a key but how many.
 *
 * @param number of the order
 * @param window the package that was named; empty: keys were named alone
 * @param wholePackage whether all keys of the package were meant
 * @param requestedAt when it was written down
 * @param carriedOutAt when the keys were removed from the ledger; empty: the next run does it
 * @param removedKeys how many; 0 before that
 * @param completedAt when all packages were there without them and the configuration named the old
 *     ETags; empty: the next run does it
 * @param cameAgain how often one of these keys was handed in again, and dropped
 * @param packages that the apps must forget
 */
public record Revocation(
    long number,
    Optional<PackageWindow> window,
    boolean wholePackage,
    OffsetDateTime requestedAt,
    Optional<OffsetDateTime> carriedOutAt,
    int removedKeys,
    Optional<OffsetDateTime> completedAt,
    int cameAgain,
    List<RevokedPackage> packages) {

  /** How far it is. */
  public enum State {
    /** Written down. */
    REQUESTED,
    /** The keys are gone from the ledger; packages or configuration are still to be put. */
    REMOVED,
    /** The tree is without the keys, and the configuration names the old ETags. */
    COMPLETE
  }

  /** Copies the list. */
  public Revocation {
    packages = List.copyOf(packages);
  }

  /** How far it is. */
  public State state() {
    if (completedAt.isPresent()) {
      return State.COMPLETE;
    }
    return carriedOutAt.isPresent() ? State.REMOVED : State.REQUESTED;
  }
}
