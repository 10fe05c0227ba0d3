package io.warnserver.submission.verification;

import io.warnserver.settings.Secret;
import io.warnserver.settings.Setting;
import io.warnserver.settings.SettingsReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;

/**
 * A PKCS#12 file and what names it.
 *
 * @param setting of the path
 * @param passwordSetting of the password
 */
record StoreFile(
    Setting<Optional<Path>> setting,
    Setting<Optional<Secret>> passwordSetting,
    Path file,
    Optional<Secret> password) {

  /** Reads it; empty after telling the reader what is wrong. */
  Optional<KeyStore> read(SettingsReader reader) {
    if (password.isEmpty()) {
      reader.refuse(passwordSetting.name() + " is missing: it must be a secret");
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, characters());
      if (store.size() == 0) {
        reader.refuse(setting.name() + ": there is nothing in " + file);
        return Optional.empty();
      }
      return Optional.of(store);
    } catch (IOException | GeneralSecurityException e) {
      reader.refuse(
          setting.name() + ": cannot read " + file + " as PKCS#12 with the password that is set");
      return Optional.empty();
    }
  }

  char[] characters() {
    return password.map(Secret::revealChars).orElseThrow();
  }
}
