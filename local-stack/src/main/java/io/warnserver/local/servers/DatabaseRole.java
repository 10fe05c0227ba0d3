package io.warnserver.local.servers;

import java.util.Locale;

/** The four roles of {@code domain-config/postgresql/roles.sql}. */
public enum DatabaseRole {
  /** Owns the schema. */
  MIGRATION,
  /** Stores what apps submit. */
  SUBMISSION,
  /** Reads, publishes and deletes. */
  DISTRIBUTION,
  /** Exchanges keys with the gateway. */
  FEDERATION;

  /** The login, such as {@code warn_migration}. */
  public String login() {
    return "warn_" + word();
  }

  /** Its password here. */
  public String password() {
    return Secrets.password(word());
  }

  /** The setting that gives its password to the application server. */
  public String passwordSetting() {
    return "warn.database." + word() + ".password";
  }

  /** Its placeholder in the roles' file. */
  String placeholder() {
    return "${" + login().toUpperCase(Locale.ROOT) + "_PASSWORD}";
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
