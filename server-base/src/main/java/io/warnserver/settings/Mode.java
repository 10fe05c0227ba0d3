package io.warnserver.settings;

import java.net.URI;

/**
 * Whether real people depend on this server. Production is the default, so that forgetting the
 * setting is safe; it refuses everything that only a developer's machine may have.
 */
public enum Mode {
  /** Refuses development keys and passwords, the movable clock and outside systems without TLS. */
  PRODUCTION,
  /** What the one-command run sets. */
  DEVELOPMENT;

  /** {@code warn.mode}. */
  public static final Setting<Mode> SETTING =
      Setting.oneOf(
          "warn.mode",
          PRODUCTION,
          "Development allows development keys and passwords, plain HTTP and the movable clock.");

  /** Refuses, in production, an outside system that is reached without TLS. */
  public void requireTls(SettingsReader reader, Setting<URI> setting, URI address) {
    reader.refuseIf(
        this == PRODUCTION && !"https".equals(address.getScheme()),
        "must be an https address in production mode",
        setting,
        SETTING);
  }

  /** Refuses, in production, a password of the development environment. */
  public void requireRealSecret(SettingsReader reader, Setting<?> setting, Secret secret) {
    reader.refuseIf(
        this == PRODUCTION && secret.isForDevelopment(),
        "must not be a development password in production mode",
        setting,
        SETTING);
  }
}
