package io.warnserver.keys;

import io.warnserver.settings.Setting;

/** How long keys and packages are kept. */
public final class Retention {

  /** {@code warn.retention-days}. */
  public static final Setting<Integer> DAYS =
      Setting.integer(
          "warn.retention-days",
          14,
          1,
          30,
          "Days after which keys and packages are deleted; keys older than this are not taken.");

  private Retention() {}
}
