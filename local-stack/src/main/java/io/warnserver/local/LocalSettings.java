package io.warnserver.local;

import io.warnserver.local.data.KeyPlan;
import io.warnserver.local.servers.Ports;
import io.warnserver.local.servers.StartFailedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What the command line says, as system properties.
 *
 * @param ports {@code local.port} for the application, 8080 by default; the others follow it and
 *     can be set each: {@code local.operations.port}, {@code local.store.port}, {@code
 *     local.database.port}, {@code local.verification.port}, {@code local.gateway.port}
 * @param fresh {@code local.fresh}: delete all data first
 * @param once {@code local.once}: end after the table
 * @param war {@code local.war}: the application for Payara Micro; empty for the one that the build
 *     has made
 * @param jvmOptions {@code local.jvm}: the application server's heap and the like, separated by
 *     spaces
 * @param keys {@code local.keys} and those that begin with it: keys that are there before the play;
 *     empty for none
 */
record LocalSettings(
    Ports ports,
    boolean fresh,
    boolean once,
    Optional<Path> war,
    List<String> jvmOptions,
    Optional<KeyPlan> keys) {

  /**
   * A quick start for little memory; without the optimising compiler, which takes more time than it
   * gives here.
   */
  private static final String JVM = "-Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1";

  private static final String KEYS = "local.keys";
  private static final String TWO_WEEKS = "336";
  private static final int DEFAULT_PORT = 8080;
  private static final int MAX_PORT = 65_535;

  /**
   * Reads the settings.
   *
   * @param property gives a system property, null where it is missing
   * @throws StartFailedException with one line that names the setting and what is allowed
   */
  static LocalSettings read(UnaryOperator<String> property) {
    int port = port(property, "local.port", DEFAULT_PORT);
    Ports ports =
        new Ports(
            port,
            port(property, "local.operations.port", port + 1),
            port(property, "local.store.port", port + 2),
            port(property, "local.database.port", port + 3),
            port(property, "local.verification.port", port + 4),
            port(property, "local.gateway.port", port + 5));
    if (ports.uses().stream().map(Ports.Use::port).distinct().count() < ports.uses().size()) {
      throw new StartFailedException(
          "two parts have the same port: change one of local.port and local.*.port");
    }
    return new LocalSettings(
        ports,
        flag(property, "local.fresh"),
        flag(property, "local.once"),
        Optional.of(text(property, "local.war", "")).filter(w -> !w.isEmpty()).map(Path::of),
        List.of(text(property, "local.jvm", JVM).strip().split("\\s+")),
        keyPlan(property));
  }

  private static Optional<KeyPlan> keyPlan(UnaryOperator<String> property) {
    long count = number(property, KEYS, "0");
    if (count == 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new KeyPlan(
              count,
              Math.toIntExact(number(property, KEYS + ".hours", TWO_WEEKS)),
              list(property, KEYS + ".origins", "DE"),
              list(property, KEYS + ".countries", "DE,FR,NL"),
              Math.toIntExact(number(property, KEYS + ".visited-percent", "50")),
              number(property, KEYS + ".seed", "1")));
    } catch (IllegalArgumentException e) {
      throw new StartFailedException(KEYS + ".*: " + e.getMessage(), e);
    }
  }

  private static long number(UnaryOperator<String> property, String name, String fallback) {
    String value = text(property, name, fallback);
    if (!value.matches("\\d{1,9}")) {
      throw new StartFailedException(name + ": must be a whole number of at most 9 digits");
    }
    return Long.parseLong(value);
  }

  private static List<String> list(UnaryOperator<String> property, String name, String fallback) {
    return List.of(text(property, name, fallback).split(","));
  }

  private static int port(UnaryOperator<String> property, String name, int fallback) {
    String value = text(property, name, String.valueOf(fallback));
    int port = value.matches("\\d{1,5}") ? Integer.parseInt(value) : 0;
    if (port < 1 || port > MAX_PORT) {
      throw new StartFailedException(name + ": must be a port number from 1 to " + MAX_PORT);
    }
    return port;
  }

  private static String text(UnaryOperator<String> property, String name, String fallback) {
    String text = property.apply(name);
    return text == null || text.isEmpty() ? fallback : text;
  }

  /** {@code -Dname} alone means true. */
  private static boolean flag(UnaryOperator<String> property, String name) {
    String value = property.apply(name);
    return switch (value == null ? "false" : value) {
      case "false" -> false;
      case "", "true" -> true;
      default -> throw new StartFailedException(name + ": must be true or false");
    };
  }
}
