package io.warnserver.federation.certificates;

import io.warnserver.keys.Country;
import io.warnserver.settings.Mode;
import io.warnserver.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
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
  private KeyStoreSettings seenSettings;
  private List<Seen> seenFiles = List.of();
  private FederationKeys keys;

  private record Seen(Path file, Object identity, FileTime modified, long size) {}

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
  public synchronized FederationKeys read() {
    SettingsReader reader = readers.get();
    KeyStoreSettings settings = KeyStoreSettings.from(reader, mode);
    reader.check();
    // Before reading: what changes while it is read is then noticed the next time.
    List<Seen> files = look(settings);
    if (keys == null
        || files.isEmpty()
        || !files.equals(seenFiles)
        || !settings.equals(seenSettings)) {
      keys = FederationKeys.load(reader, mode, settings, own);
      seenFiles = files;
      seenSettings = settings;
    }
    return keys;
  }

  private static List<Seen> look(KeyStoreSettings settings) {
    List<Seen> seen = new ArrayList<>();
    for (Path file :
        List.of(
            settings.tls().keystore(),
            settings.signing().keystore(),
            settings.trustStore(),
            settings.trustAnchor())) {
      try {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        seen.add(
            new Seen(file, attributes.fileKey(), attributes.lastModifiedTime(), attributes.size()));
      } catch (IOException e) {
        // A file that cannot be seen equals nothing that was read; reading it gives the reason.
        return List.of();
      }
    }
    return seen;
  }
}
