package io.warnserver.distribution.revocation;

import io.warnserver.distribution.ledger.PackageWindow;
import io.warnserver.keys.KeyData;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What an operator wants to have removed from what was published.
 *
 * @param window the package that the keys are in; empty where keys are named alone, wherever they
 *     are
 * @param keys which; empty: all keys of the package
 */
public record RevocationOrder(Optional<PackageWindow> window, SortedSet<KeyData> keys) {

  /** Keys that one order names, at most. */
  public static final int MAX_KEYS = 10_000;

  /**
   * @throws IllegalArgumentException without package and keys, or with too many keys
   */
  public RevocationOrder {
    if (window.isEmpty() && keys.isEmpty()) {
      throw new IllegalArgumentException("an order names a package or keys");
    }
    if (keys.size() > MAX_KEYS) {
      throw new IllegalArgumentException("an order names at most " + MAX_KEYS + " keys");
    }
    keys = Collections.unmodifiableSortedSet(new TreeSet<>(keys));
  }

  /** All keys of a package. */
  public static RevocationOrder ofAll(PackageWindow window) {
    return new RevocationOrder(Optional.of(window), Collections.emptySortedSet());
  }

  /** Some keys of a package. */
  public static RevocationOrder of(PackageWindow window, Set<KeyData> keys) {
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("no key of the package is named");
    }
    return new RevocationOrder(Optional.of(window), new TreeSet<>(keys));
  }

  /** Keys wherever they are, published or not. */
  public static RevocationOrder of(Set<KeyData> keys) {
    return new RevocationOrder(Optional.empty(), new TreeSet<>(keys));
  }

  /** Whether it means all keys of its package. */
  public boolean isWholePackage() {
    return keys.isEmpty();
  }
}
