package io.warnserver.configuration;

/**
 * What a rule over several fields sees of the place where its message stands. Paths are relative to
 * the message, such as {@code riskClasses[0].min}.
 */
interface RuleView {

  /** Whether everything at this path and below it could be read. */
  boolean isSound(String field);

  /** Reports a fault at this path. */
  void fault(String field, String message);
}
