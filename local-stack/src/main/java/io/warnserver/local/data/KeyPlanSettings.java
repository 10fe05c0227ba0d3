package io.warnserver.local.data;

import io.warnserver.local.servers.StartFailedException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A plan as system properties say it: {@code local.keys} and those that begin with it. */
public final class KeyPlanSettings {

  private static final String NAME = "local.keys";
  private static final String TWO_WEEKS = "336";

  private KeyPlanSettings() {}

  /**
   * Reads the plan; there is none where {@value #NAME} is not set.
   *
   * @param property gives a system property, null where it is missing
   * @throws StartFailedException with one line that names the setting and what is allowed
   */
  public static Optional<KeyPlan> read(UnaryOperator<String> property) {
    long count = number(property, NAME, "0");
    if (count == 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new KeyPlan(
              count,
              Math.toIntExact(number(property, NAME + ".hours", TWO_WEEKS)),
              list(property, NAME + ".origins", "DE"),
              list(property, NAME + ".countries", "DE,FR,NL"),
              Math.toIntExact(number(property, NAME + ".visited-percent", "50")),
              number(property, NAME + ".seed", "1")));
    } catch (IllegalArgumentException e) {
      throw new StartFailedException(NAME + ".*: " + e.getMessage(), e);
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

  private static String text(UnaryOperator<String> property, String name, String fallback) {
    String value = property.apply(name);
    return value == null || value.isEmpty() ? fallback : value;
  }
}
