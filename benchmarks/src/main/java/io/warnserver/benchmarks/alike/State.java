package io.warnserver.benchmarks.alike;

/** What the server has to cope with while somebody watches. */
enum State {
  /** Hardly anybody submits; played in virtual time, without a server. */
  RARE,
  /** Nobody else is there. */
  IDLE,
  /** Others submit, too. */
  LOADED,
  /** The verification server takes its time. */
  VERIFICATION_SLOW,
  /** Bodies above the limit, announced and chunked in turn. */
  OVERSIZED,
  /** Nobody listens at the verification server's address. */
  VERIFICATION_DOWN,
  /** The verification server takes connections and does not answer. */
  VERIFICATION_HANGS,
  /** The database lets the application's roles in no more. */
  DATABASE_DOWN
}
