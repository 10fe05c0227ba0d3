package io.warnserver.settings;

import java.util.List;

/**
 * Settings that the server refuses to start with; one line a fault, each naming the setting and
 * what is allowed.
 */
public final class InvalidSettingsException extends RuntimeException {

  private final List<String> faults;

  /**
   * @param faults at least one line, without secrets
   */
  public InvalidSettingsException(List<String> faults) {
    super(String.join(System.lineSeparator(), faults));
    this.faults = List.copyOf(faults);
  }

  /** One line a fault. */
  public List<String> faults() {
    return faults;
  }
}
