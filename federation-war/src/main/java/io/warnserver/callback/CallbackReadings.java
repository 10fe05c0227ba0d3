package io.warnserver.callback;

import io.warnserver.settings.SettingsReader;
import io.warnserver.settings.StartReadings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;

/** What must be right before the gateway may call. */
@ApplicationScoped
public class CallbackReadings implements StartReadings {

  @Override
  public List<Function<SettingsReader, ?>> readings() {
    return List.of(CallbackSettings::from);
  }
}
