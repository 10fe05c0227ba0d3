package io.warnserver.local.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A folder of secrets as a container platform gives it to the application server: one file a value,
 * named as the setting; readable by the owner only. The values are known to everybody (they begin
 * with {@code development-}), so that production can refuse them.
 *
 * @param directory exists
 */
public record Secrets(Path directory) {

  /** How every password here begins. */
  public static final String PREFIX = "development-";

  /** The file for {@code create-file-user}, which holds the operator's password. */
  public static final String OPERATOR_FILE = "operator";

  /** The same for the login that sees metrics and health only. */
  public static final String MONITOR_FILE = "monitor";

  /** Makes the folder where it is missing. */
  public static Secrets in(Path directory) {
    try {
      Files.createDirectories(directory);
      setMode(directory, "rwx------");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Secrets(directory);
  }

  /**
   * The development password of a purpose.
   *
   * @param purpose a word or two, such as {@code signing}
   */
  public static String password(String purpose) {
    return PREFIX + purpose;
  }

  /** Writes one value, over a former one. */
  public void put(String name, String value) {
    Path file = directory.resolve(name);
    try {
      Files.writeString(file, value);
      setMode(file, "rw-------");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void setMode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }
}
