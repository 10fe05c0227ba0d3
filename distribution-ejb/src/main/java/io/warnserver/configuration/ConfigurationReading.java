package io.warnserver.configuration;

import io.warnserver.protocols.configuration.ApplicationConfiguration;
import io.warnserver.protocols.configuration.ApplicationConfigurationAndroid;
import io.warnserver.protocols.configuration.ApplicationConfigurationIOS;
import java.util.List;

/** What came of reading the app configuration's source: the three messages, or every fault. */
public sealed interface ConfigurationReading {

  /**
   * The source is valid; these may be published.
   *
   * @param v1 for the first generation of apps
   * @param android for the second generation on Android
   * @param ios for the second generation on iOS
   */
  record Valid(
      ApplicationConfiguration v1,
      ApplicationConfigurationAndroid android,
      ApplicationConfigurationIOS ios)
      implements ConfigurationReading {}

  /**
   * The source is invalid; what is published stays.
   *
   * @param faults all of them, in the order of the source files, one line each: {@code
   *     exposure-v1.yaml: exposureConfig.duration.gt30Min: 9 is outside 0..8}; never empty
   */
  record Invalid(List<String> faults) implements ConfigurationReading {}
}
