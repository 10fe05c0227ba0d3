package io.warnserver.listeners;

/** Whom a listener of the server is for. */
public enum Listener {
  /** The apps: submission alone. */
  PUBLIC,
  /** The federation gateway, which shows a client certificate: the callback alone. */
  CALLBACK,
  /** Operators and their tools: operations, health and metrics. */
  OPERATIONS
}
