package io.warnserver.local.data;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which keys are to be made. The same plan gives the same keys.
 *
 * @param count how many; 1 or more
 * @param hours how many hours they are spread over evenly; 1 or more
 * @param origins countries of origin, of which each key has one by chance
 * @param countries that can have been visited
 * @param visitedPercent the chance that a key has visited one of them; its origin it always has
 * @param seed for everything that is left to chance
 */
public record KeyPlan(
    long count,
    int hours,
    List<String> origins,
    List<String> countries,
    int visitedPercent,
    long seed) {

  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
  private static final int ALL = 100;

  /**
   * @throws IllegalArgumentException where a number is out of its bounds, there is no origin, or a
   *     country is not two capital letters
   */
  public KeyPlan {
    origins = List.copyOf(origins);
    countries = List.copyOf(countries);
    require(count >= 1, "the number of keys must be 1 or more");
    require(hours >= 1, "the number of hours must be 1 or more");
    require(
        visitedPercent >= 0 && visitedPercent <= ALL, "the visited percent must be from 0 to 100");
    require(!origins.isEmpty(), "there must be a country of origin");
    require(
        Stream.of(origins, countries)
            .flatMap(List::stream)
            .allMatch(code -> COUNTRY.matcher(code).matches()),
        "a country is two capital letters");
  }

  /** All keys from the first country, and all countries visited by each. */
  public static KeyPlan ofOneOrigin(long count, int hours, List<String> countries, long seed) {
    return new KeyPlan(count, hours, countries.subList(0, 1), countries, ALL, seed);
  }

  private static void require(boolean fine, String otherwise) {
    if (!fine) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
