package io.warnserver.signing;

import io.warnserver.keystores.ReadAgain;
import io.warnserver.settings.Mode;
import io.warnserver.settings.SettingsReader;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads the signing keys again and again, so that keys can be exchanged while the server runs. The
 * settings are read every time; the key stores only when settings or files have changed. May be
 * used by several threads.
 */
public final class SigningKeySource {

  private final Supplier<SettingsReader> readers;
  private final Mode mode;
  private final ReadAgain<List<SigningKeySettings>, ConfiguredSigningKeys> keys = new ReadAgain<>();

  /**
   * @param readers gives a new reader, of the settings as they are now
   */
  public SigningKeySource(Supplier<SettingsReader> readers, Mode mode) {
    this.readers = readers;
    this.mode = mode;
  }

  /**
   * The keys as settings and key stores have them now.
   *
   * @throws io.warnserver.settings.InvalidSettingsException naming each setting that is wrong; not
   *     for a key whose time is over or has not come
   */
  public ConfiguredSigningKeys read() {
    SettingsReader reader = readers.get();
    List<SigningKeySettings> settings = SigningKeySettings.from(reader, mode);
    return keys.get(
        settings,
        settings.stream().map(SigningKeySettings::keystore).toList(),
        () -> ConfiguredSigningKeys.load(reader, mode, settings));
  }
}
