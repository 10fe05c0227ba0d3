package io.warnserver.federation.certificates;

import io.warnserver.keys.Country;
import io.warnserver.keystores.ReadAgain;
import io.warnserver.settings.Mode;
import io.warnserver.settings.SettingsReader;
import java.util.List;
import java.util.function.Supplier;

/**
 * Gives the keys as settings and files have them now, so that certificates are exchanged without a
 * restart. Files are read only when they, or the settings, have changed. May be used by several
 * threads.
 */
public final class FederationKeySource {

  private final Supplier<SettingsReader> readers;
  private final Mode mode;
  private final Country own;
  private final ReadAgain<KeyStoreSettings, FederationKeys> keys = new ReadAgain<>();

  /**
   * @param readers gives a new reader, of the settings as they are now
   * @param own whose certificates they must be
   */
  public FederationKeySource(Supplier<SettingsReader> readers, Mode mode, Country own) {
    this.readers = readers;
    this.mode = mode;
    this.own = own;
  }

  /**
   * The keys; the same object as long as nothing has changed.
   *
   * @throws io.warnserver.settings.InvalidSettingsException naming each setting that is wrong
   */
  public FederationKeys read() {
    SettingsReader reader = readers.get();
    KeyStoreSettings settings = KeyStoreSettings.from(reader, mode);
    reader.check();
    return keys.get(
        settings,
        List.of(
            settings.tls().keystore(),
            settings.signing().keystore(),
            settings.trustStore(),
            settings.trustAnchor()),
        () -> FederationKeys.load(reader, mode, settings, own));
  }
}
