package io.warnserver.planted.one;

import io.warnserver.planted.other.Other;

/** Half of a circle that the architecture test must find. */
public final class One {
  /** The other half. */
  public Other other() {
    return new Other();
  }
}
