package io.warnserver.submission.tan;

import io.warnserver.parts.Part;
import io.warnserver.settings.InvalidSettingsException;
import io.warnserver.settings.SettingsReader;
import jakarta.inject.Inject;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The hash keys that are in force, so that they can be exchanged while the server runs: somebody
 * has to {@link #readAgain()} now and then.
 */
@Part
public final class TanHashKeySource {

  private static final Logger LOG = Logger.getLogger(TanHashKeySource.class.getName());

  private final Supplier<SettingsReader> readers;
  private volatile TanHashKeys keys;

  @Inject
  TanHashKeySource() {
    this(SettingsReader::ofServer);
  }

  /**
   * @param readers gives a new reader, of the settings as they are now
   * @throws InvalidSettingsException for what cannot be used
   */
  public TanHashKeySource(Supplier<SettingsReader> readers) {
    this.readers = readers;
    this.keys = TanHashKeys.from(readers.get());
  }

  /** As read last. */
  public TanHashKeys keys() {
    return keys;
  }

  /** Takes over what was changed; where that is wrong, says so and keeps the former keys. */
  public void readAgain() {
    try {
      TanHashKeys now = TanHashKeys.from(readers.get());
      if (!now.equals(keys)) {
        keys = now;
        LOG.info("The keys that TANs are hashed with have changed");
      }
    } catch (InvalidSettingsException e) {
      e.faults()
          .forEach(
              fault ->
                  LOG.log(
                      Level.SEVERE, "TANs are hashed with the former keys, because of {0}", fault));
    }
  }
}
