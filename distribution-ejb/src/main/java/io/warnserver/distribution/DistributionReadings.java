package io.warnserver.distribution;

import io.warnserver.distribution.store.StoreSettings;
import io.warnserver.settings.Mode;
import io.warnserver.settings.SettingsReader;
import io.warnserver.settings.StartReadings;
import io.warnserver.signing.ConfiguredSigningKeys;
import io.warnserver.signing.SigningKeySource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;

/** The settings of the distribution: they must be right before the first run. */
@ApplicationScoped
public class DistributionReadings implements StartReadings {

  @Inject private Clock clock;

  @Override
  public List<Function<SettingsReader, ?>> readings() {
    return List.of(
        DistributionSettings::from,
        DistributionHealth::maxRunAge,
        reader -> StoreSettings.from(reader, mode(reader)),
        reader -> ConfiguredSigningKeys.from(reader, mode(reader)).inForce(clock.instant()));
  }

  @Produces
  @Singleton
  DistributionSettings settings() {
    return DistributionSettings.from(SettingsReader.ofServer());
  }

  @Produces
  @Singleton
  SigningKeySource signingKeys(DistributionSettings settings) {
    return new SigningKeySource(SettingsReader::ofServer, settings.mode());
  }

  private static Mode mode(SettingsReader reader) {
    Mode mode = reader.get(Mode.SETTING);
    reader.check();
    return mode;
  }
}
