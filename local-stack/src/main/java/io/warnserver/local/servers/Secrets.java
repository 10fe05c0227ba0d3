package io.warnserver.local.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/**
 * A folder of secrets as a container platform gives it to the application server: one file a value,
 * named as the setting; readable by the owner only. The values are known to everybody (they begin
 * with {@code development-}), so that production can refuse them.
 */
public final class Secrets {

  /** The file for {@code create-file-user}, which holds the operator's password. */
  static final String OPERATOR_FILE = "operator";

  /** The same for the login that sees metrics and health only. */
  static final String MONITOR_FILE = "monitor";

  private Secrets() {}

  /**
   * The development password of a purpose.
   *
   * @param purpose a word or two, such as {@code signing}
   */
  public static String password(String purpose) {
    return "development-" + purpose;
  }

  /** Writes each value, over a former one, to a folder that is there. */
  static void write(Path folder, Map<String, String> values) {
    try {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      for (Map.Entry<String, String> value : values.entrySet()) {
        Path file = Files.writeString(folder.resolve(value.getKey()), value.getValue());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
