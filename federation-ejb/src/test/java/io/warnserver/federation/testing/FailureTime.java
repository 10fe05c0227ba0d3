package io.warnserver.federation.testing;

/** When an outside system fails. */
public enum FailureTime {
  /** Nothing was done. */
  BEFORE,
  /** It was done, but nobody was told. */
  AFTER
}
