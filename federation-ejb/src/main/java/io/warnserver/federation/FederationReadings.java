package io.warnserver.federation;

import io.warnserver.federation.certificates.FederationKeys;
import io.warnserver.keystores.ReadAgain;
import io.warnserver.settings.SettingsReader;
import io.warnserver.settings.StartReadings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;

/** What must be right before keys are exchanged with other countries. */
@ApplicationScoped
public class FederationReadings implements StartReadings {

  @Override
  public List<Function<SettingsReader, ?>> readings() {
    return List.of(FederationSettings::from, FederationReadings::keys);
  }

  /** Nothing where settings that are needed for it are wrong: that is said already. */
  private static Object keys(SettingsReader reader) {
    return FederationSettings.from(reader)
        .map(found -> FederationKeys.read(reader, new ReadAgain<>()));
  }
}
