package io.warnserver.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * A folder with one file a value, named as the setting, as container platforms give secrets to a
 * server. A file is read whenever its setting is: what the servers have for this is read once
 * (WildFly), or misses files that are moved into place (Payara), and then keys could not be
 * exchanged without a restart.
 */
public final class SecretsDirectory implements ConfigSource {

  /**
   * {@code warn.secrets-dir}. A source of settings cannot ask the others: this one is read from the
   * system properties or the environment (WARN_SECRETS_DIR) only.
   */
  public static final Setting<Optional<Path>> SETTING =
      Setting.optionalPath(
          "warn.secrets-dir",
          "Folder with one file a setting, named as it; as a system property or in the environment only.");

  /** Below system properties (400) and environment (300), above what archives contain (100). */
  private static final int ORDINAL = 200;

  private static final int MAX_BYTES = 64 * 1024;
  private static final Pattern NAME = Pattern.compile("warn\\.[a-z0-9.-]{1,120}");
  private static final Pattern LINE_BREAK_AT_THE_END = Pattern.compile("\\R\\z");

  private final Supplier<Optional<Path>> directory;

  /** For the container, which finds this class by its service file. */
  public SecretsDirectory() {
    this(SecretsDirectory::ofServer);
  }

  /**
   * @param directory asked at every reading; empty: there is none
   */
  SecretsDirectory(Supplier<Optional<Path>> directory) {
    this.directory = directory;
  }

  @Override
  public String getValue(String name) {
    Optional<Path> folder = directory.get();
    if (folder.isEmpty() || !NAME.matcher(name).matches()) {
      return null;
    }
    Path file = folder.get().resolve(name);
    try {
      // A setting that does not fit is one that is missing: its reader says so.
      return Files.isRegularFile(file) && Files.size(file) <= MAX_BYTES
          ? LINE_BREAK_AT_THE_END.matcher(Files.readString(file)).replaceFirst("")
          : null;
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  public Set<String> getPropertyNames() {
    Optional<Path> folder = directory.get().filter(Files::isDirectory);
    if (folder.isEmpty()) {
      return Set.of();
    }
    try (Stream<Path> files = Files.list(folder.get())) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(NAME.asMatchPredicate())
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      return Set.of();
    }
  }

  @Override
  public int getOrdinal() {
    return ORDINAL;
  }

  @Override
  public String getName() {
    return SETTING.name();
  }

  private static Optional<Path> ofServer() {
    return Optional.ofNullable(System.getProperty(SETTING.name()))
        .or(() -> Optional.ofNullable(System.getenv("WARN_SECRETS_DIR")))
        .filter(text -> !text.isEmpty())
        .map(Path::of);
  }
}
