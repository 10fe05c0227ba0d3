package io.warnserver.planted.other;

import io.warnserver.planted.one.One;

/** Half of a circle that the architecture test must find. */
public final class Other {
  /** The other half. */
  public One one() {
    return new One();
  }
}
