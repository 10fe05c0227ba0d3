package io.warnserver.settings;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Stops the start of the application when a setting of any module is wrong, with one log line a
 * fault.
 */
@ApplicationScoped
public class StartCheck {

  private static final Logger LOG = Logger.getLogger(StartCheck.class.getName());

  @Inject @Any private Instance<StartReadings> modules;

  /** Before everything else that happens at the start. */
  void check(@Observes @Priority(0) @Initialized(ApplicationScoped.class) Object event) {
    check(modules.stream().toList());
  }

  /**
   * The same for a bean that starts before that event. In an EAR each module sees other readings.
   *
   * @throws InvalidSettingsException with all faults, which are in the log then
   */
  public static void check(List<StartReadings> modules) {
    Set<String> faults = faults(modules, SettingsReader::ofServer);
    if (!faults.isEmpty()) {
      LOG.log(
          Level.SEVERE, "The application does not start, settings are wrong: {0}", faults.size());
      faults.forEach(LOG::severe);
      throw new InvalidSettingsException(List.copyOf(faults));
    }
  }

  /** All faults of all readings, each once. */
  static Set<String> faults(List<StartReadings> modules, Supplier<SettingsReader> readers) {
    Set<String> faults = new LinkedHashSet<>();
    for (StartReadings module : modules) {
      for (Function<SettingsReader, ?> reading : module.readings()) {
        try {
          var unused = reading.apply(readers.get());
        } catch (InvalidSettingsException e) {
          faults.addAll(e.faults());
        }
      }
    }
    return faults;
  }
}
