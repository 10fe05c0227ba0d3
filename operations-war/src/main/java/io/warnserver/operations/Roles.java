package io.warnserver.operations;

import jakarta.ws.rs.core.SecurityContext;

/** What people and machines may do here; whoever has a login is in one of these. */
final class Roles {

  /** May do everything. */
  static final String OPERATOR = "operator";

  /** Sees metrics and health, and changes nothing. */
  static final String MONITOR = "monitor";

  private Roles() {}

  /** Whether somebody is in one of these. */
  static boolean isKnown(SecurityContext caller) {
    return caller.getUserPrincipal() != null
        && (caller.isUserInRole(OPERATOR) || caller.isUserInRole(MONITOR));
  }
}
