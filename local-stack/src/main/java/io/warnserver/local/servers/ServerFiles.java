package io.warnserver.local.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Where the build has put what runs as a process of its own.
 *
 * @param target the target folder of this module; {@code servers/} in it holds the jars
 */
public record ServerFiles(Path target) {

  /** The system property that names the target folder, where this class does not lie in it. */
  public static final String SETTING = "local.target";

  /**
   * The files beside this class, or those that {@value #SETTING} names.
   *
   * @throws StartFailedException where the jars are not there
   */
  public static ServerFiles ofThisBuild() {
    String set = System.getProperty(SETTING, "");
    Path target = (set.isEmpty() ? besideThisClass() : Path.of(set)).toAbsolutePath().normalize();
    if (!Files.isDirectory(target.resolve("servers"))) {
      throw new StartFailedException(
          "there is no folder servers in "
              + target
              + ": build the module local-stack first, or name its target folder with -D"
              + SETTING
              + "=...");
    }
    return new ServerFiles(target);
  }

  /** The application server. */
  public Path payaraMicro() {
    return target.resolve("servers/payara-micro.jar");
  }

  /** The S3 endpoint. */
  public Path objectStore() {
    return target.resolve("servers/s3mock.jar");
  }

  /** The JDBC driver for the application server. */
  public Path databaseDriver() {
    return target.resolve("servers/postgresql.jar");
  }

  /** Where PostgreSQL's programs are unpacked to, once. */
  public Path databasePrograms() {
    return target.resolve("servers/postgresql");
  }

  /**
   * A file of {@code domain-config/}.
   *
   * @param name the path below {@code domain-config/}
   */
  public static String domainConfig(String name) {
    try (InputStream file = ServerFiles.class.getResourceAsStream("/domain-config/" + name)) {
      return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Both target/classes and target/local-stack.jar lie in the target folder. */
  private static Path besideThisClass() {
    try {
      Path place =
          Path.of(ServerFiles.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return Objects.requireNonNull(place.getParent());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
