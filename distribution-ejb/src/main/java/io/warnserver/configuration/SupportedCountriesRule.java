package io.warnserver.configuration;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** The supported countries, which come from the server's setting: real ones, each once. */
final class SupportedCountriesRule {

  private static final Place SETTING = Place.top("warn.supported-countries");
  private static final Set<String> ISO_3166_1 = Set.of(Locale.getISOCountries());

  private SupportedCountriesRule() {}

  static void check(Collection<String> countries, Faults faults) {
    if (countries.isEmpty()) {
      faults.add(SETTING, "is empty");
    }
    Set<String> seen = new HashSet<>();
    for (String country : countries) {
      if (!ISO_3166_1.contains(country)) {
        faults.add(
            SETTING, Quote.text(country) + " is not the ISO 3166-1 alpha-2 code of a country");
      } else if (!seen.add(country)) {
        faults.add(SETTING, Quote.text(country) + " appears twice");
      }
    }
  }
}
