package io.warnserver.keys;

import io.warnserver.settings.Setting;
import io.warnserver.settings.SettingsReader;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The countries whose keys this server takes and publishes.
 *
 * @param own the country whose apps submit here
 * @param all the own country included, ascending
 */
public record SupportedCountries(Country own, SortedSet<Country> all) {

  /** {@code warn.supported-countries}. */
  public static final Setting<List<String>> SUPPORTED =
      Setting.list(
          "warn.supported-countries",
          "DE",
          Country.CODE,
          "a comma-separated list of ISO 3166-1 alpha-2 codes",
          "The countries that a person can have visited and that get packages of their own; the own country is one.");

  /**
   * @throws IllegalArgumentException if the own country is not among them
   */
  public SupportedCountries {
    all = Collections.unmodifiableSortedSet(new TreeSet<>(all));
    if (!all.contains(own)) {
      throw new IllegalArgumentException("the own country must be supported");
    }
  }

  /** Reads both settings. */
  public static SupportedCountries from(SettingsReader reader) {
    String own = reader.get(Country.OWN);
    List<String> all = reader.get(SUPPORTED);
    reader.refuseIf(
        !all.contains(own),
        "must contain " + Country.OWN.name() + " (" + own + ")",
        SUPPORTED,
        Country.OWN);
    reader.check();
    return new SupportedCountries(
        new Country(own),
        all.stream().map(Country::new).collect(Collectors.toCollection(TreeSet::new)));
  }

  /** Whether a code, which may be any text, is one of them. */
  public boolean contains(String code) {
    return Country.CODE.matcher(code).matches() && all.contains(new Country(code));
  }
}
