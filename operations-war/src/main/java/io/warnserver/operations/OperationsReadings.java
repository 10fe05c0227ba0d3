package io.warnserver.operations;

import io.warnserver.listeners.Listeners;
import io.warnserver.settings.SettingsReader;
import io.warnserver.settings.StartReadings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;

/** What must be right before operators are let in. */
@ApplicationScoped
public class OperationsReadings implements StartReadings {

  @Override
  public List<Function<SettingsReader, ?>> readings() {
    return List.of(Listeners::from, WatchedListeners::from);
  }
}
