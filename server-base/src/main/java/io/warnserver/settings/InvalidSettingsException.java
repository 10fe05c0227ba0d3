package io.warnserver.settings;

import java.util.List;

/**
 * Settings that the server refuses to start with; one line a fault, each naming the setting and
 * what is allowed.
 */
public final class InvalidSettingsException extends RuntimeException {

  private final List<String> faults;

  /**
   * Without a stack trace: where a setting is read says nothing about what is wrong with it.
   *
   * @param faults at least one line, without secrets
   */
  public InvalidSettingsException(List<String> faults) {
    super(String.join("; ", faults), null, false, false);
    this.faults = List.copyOf(faults);
  }

  /** One line a fault. */
  public List<String> faults() {
    return faults;
  }
}
