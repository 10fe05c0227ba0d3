package io.warnserver.distribution.ledger;

import io.warnserver.keys.Country;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which places in trees the keys that wait are to get, and the hour they are due in there (key
 * packages, "Which key goes where" and policies 1 and 3), as part of a statement. A tree that does
 * not follow the policies has its keys due at once.
 *
 * <p>That is asked anew by every run: what has no place yet follows the settings, and a place that
 * a key has stays.
 */
final class Routes {

  /**
   * Few countries come together in many ways, so their trees are found once for each. The offset
   * keeps the planner from joining what follows with the trees first, and the keys with all of it.
   */
  private static final String PLACES =
      """
      with policy as (
        select cast(?1 as text) as own, cast(?2 as boolean) as per_country,
          string_to_array(?3, ',') as supported, cast(?4 as boolean) as for_all,
          cast(?5 as integer) as expiry_delay),
      waiting as {keys},
      routes as (
        select origin, visited_countries, unnest(array['EUR'] || case
          when visited_countries = '' then array[origin]
          when origin = own and not per_country then array[origin]
          when origin <> own and own = any(string_to_array(visited_countries, ',')) then array[own]
          else array(select unnest(string_to_array(visited_countries, ','))
            intersect select unnest(supported)
            union select origin where origin = own) end) as tree
        from (select distinct origin, visited_countries from {combinations}) as combination, policy),
      places as (
        select waiting.*, tree, case when for_all or tree in ('EUR', own)
          then greatest(submission_hour, (expiry + expiry_delay) / 6)
          else submission_hour end as due_hour
        from waiting join routes using (origin, visited_countries), policy
        where tree <> all (placed_in) offset 0)
      """;

  private Routes() {}

  /**
   * Common table expressions that end in {@code places}: the columns of the keys, the {@code tree}
   * that each waits for a place in, and the {@code due_hour} there.
   *
   * @param waiting the expression that gives rows like those of {@code waiting_key}
   * @param combinations what has the same countries, in fewer rows where there are many keys
   */
  static String placesOf(String waiting, String combinations) {
    return PLACES.replace("{keys}", waiting).replace("{combinations}", combinations);
  }

  /** The parameters of {@link #placesOf}, and behind them those of the statement that it is in. */
  static Object[] parameters(RoutingPolicy policy, Object... others) {
    String supported =
        policy.countries().all().stream().map(Country::code).collect(Collectors.joining(","));
    return Stream.concat(
            Stream.of(
                policy.countries().own().code(),
                policy.perCountryPackages(),
                supported,
                policy.policiesForAll(),
                policy.expiryDelayIntervals()),
            Arrays.stream(others))
        .toArray();
  }
}
