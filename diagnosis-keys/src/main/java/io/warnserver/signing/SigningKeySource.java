package io.warnserver.signing;

import io.warnserver.settings.Mode;
import io.warnserver.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads the signing keys again and again, so that keys can be exchanged while the server runs. The
 * settings are read every time; the key stores only when settings or files have changed, because
 * deriving the key from a key store's password is meant to be slow. May be used by several threads.
 */
public final class SigningKeySource {

  private final Supplier<SettingsReader> readers;
  private final Mode mode;
  private List<Seen> seen = List.of();
  private ConfiguredSigningKeys keys;

  /** What tells that reading a key store again would give the same key. */
  private record Seen(SigningKeySettings settings, Object file, FileTime modified, long size) {}

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
  public synchronized ConfiguredSigningKeys read() {
    SettingsReader reader = readers.get();
    List<SigningKeySettings> settings = SigningKeySettings.from(reader, mode);
    // Before reading: what changes while it is read is then noticed the next time.
    List<Seen> current = look(settings);
    if (keys == null || !current.equals(seen)) {
      keys = ConfiguredSigningKeys.load(reader, mode, settings);
      seen = current;
    }
    return keys;
  }

  private static List<Seen> look(List<SigningKeySettings> settings) {
    List<Seen> current = new ArrayList<>();
    for (SigningKeySettings one : settings) {
      try {
        BasicFileAttributes file = Files.readAttributes(one.keystore(), BasicFileAttributes.class);
        current.add(new Seen(one, file.fileKey(), file.lastModifiedTime(), file.size()));
      } catch (IOException e) {
        // A file that cannot be seen equals nothing that was read; reading it gives the reason.
        return List.of();
      }
    }
    return current;
  }
}
