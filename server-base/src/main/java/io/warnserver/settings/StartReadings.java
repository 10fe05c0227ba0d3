package io.warnserver.settings;

import java.util.List;
import java.util.function.Function;

/**
 * What a module reads when it starts. A bean of each module says so, that an operator sees all
 * modules' faults at once.
 */
public interface StartReadings {

  /**
   * Each is tried, whatever came of the others; it throws {@link InvalidSettingsException} for what
   * is wrong.
   */
  List<Function<SettingsReader, ?>> readings();
}
