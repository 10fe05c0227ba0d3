package io.warnserver.client.cli;

import io.warnserver.client.ArchiveKind;
import io.warnserver.client.PackageCheck;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The option and the reading that the commands on files share. */
final class ArchiveFile {
  /** What {@code --as} says. */
  enum As {
    KEYS,
    V1,
    ANDROID,
    IOS
  }

  @Option(
      names = "--as",
      paramLabel = "KIND",
      description =
          "What the files are: keys, or the configuration of v1, android or ios. Without it, the"
              + " name of the file or its folder says so: app_config, app_config_android and"
              + " app_config_ios are configurations, all others key packages.")
  private As as;

  ArchiveKind kindOf(Path file) {
    return Optional.ofNullable(as)
        .map(
            kind ->
                switch (kind) {
                  case KEYS -> ArchiveKind.KEYS;
                  case V1 -> ArchiveKind.CONFIGURATION_V1;
                  case ANDROID -> ArchiveKind.CONFIGURATION_ANDROID;
                  case IOS -> ArchiveKind.CONFIGURATION_IOS;
                })
        .orElseGet(() -> ArchiveKind.ofPath(file));
  }

  static String name(ArchiveKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /**
   * The file, or as much of it as shows that it is too large; a file that is not there is usage.
   */
  static byte[] read(Path file, CommandLine command) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(PackageCheck.MAX_BYTES + 1);
    } catch (IOException e) {
      throw new ParameterException(command, "cannot read the file " + file, e);
    }
  }
}
