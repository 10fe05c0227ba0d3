package io.warnserver.distribution.ledger;

import io.warnserver.keys.Country;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which trees a key goes to, and the hour it is due in there (key packages, "Which key goes where"
 * and policies 1 and 3), as part of a statement. A tree that does not follow the policies has its
 * keys due at once.
 */
final class Routes {

  /** The columns of {@link #PLACED}, which are those of a new row of {@code publication}. */
  static final String COLUMNS =
      "tree, key_data, rolling_start, rolling_period, transmission_risk_level, due_hour";

  /** Common table expressions that make {@code placed} of the rows of {@code keys}. */
  static final String PLACED =
      """
      routed as (
        select k.*, unnest(array['EUR'] || case
          when k.visited_countries = '' then array[k.origin]
          when k.origin = ? and not ? then array[k.origin]
          when k.origin <> ? and ? = any(string_to_array(k.visited_countries, ',')) then array[?]
          else array(select unnest(string_to_array(k.visited_countries, ','))
            intersect select unnest(string_to_array(?, ','))
            union select k.origin where k.origin = ?) end) as tree
        from keys k),
      placed as (
        select tree, key_data, rolling_start, rolling_period, transmission_risk_level,
          case when ? or tree in ('EUR', ?)
            then greatest(submission_hour, (rolling_start + rolling_period + ?) / 6)
            else submission_hour end as due_hour
        from routed)
      """;

  private Routes() {}

  /** The parameters of {@link #PLACED}. */
  static Object[] parameters(RoutingPolicy policy) {
    String own = policy.countries().own().code();
    List<Object> values = new ArrayList<>();
    values.add(own);
    values.add(policy.perCountryPackages());
    values.add(own);
    values.add(own);
    values.add(own);
    values.add(supported(policy));
    values.add(own);
    values.add(policy.policiesForAll());
    values.add(own);
    values.add(policy.expiryDelayIntervals());
    return values.toArray();
  }

  /** Two policies with the same text route alike. */
  static String text(RoutingPolicy policy) {
    return String.join(
        " ",
        policy.countries().own().code(),
        supported(policy),
        String.valueOf(policy.perCountryPackages()),
        String.valueOf(policy.policiesForAll()),
        String.valueOf(policy.expiryDelayIntervals()));
  }

  private static String supported(RoutingPolicy policy) {
    return policy.countries().all().stream()
        .map(Country::code)
        .sorted()
        .collect(Collectors.joining(","));
  }
}
