package io.warnserver.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.distribution.ledger.PackageWindow;
import io.warnserver.keys.Country;
import io.warnserver.keys.HourNumber;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IndexesTest {

  private static final String COUNTRY = "version/v1/diagnosis-keys/country";
  private static final HourNumber DAY =
      HourNumber.containing(Instant.parse("2026-11-09T00:00:00Z"));

  @Test
  void nothingPublished_onlyEurWithoutDays() {
    assertThat(texts(Indexes.of(List.of(), Optional.empty())))
        .containsExactly(
            Map.entry(COUNTRY + "/EUR/date", "[]"),
            Map.entry(COUNTRY, "[\"EUR\"]"),
            Map.entry("version", "[\"v1\"]"));
  }

  @Test
  void configuredCountry_isNamed() {
    assertThat(texts(Indexes.of(List.of(), Optional.of(new Country("DE")))))
        .containsEntry("version/v1/configuration/country", "[\"DE\"]");
  }

  @Test
  void packages_areNamedAscendingAndHoursBeforeDatesBeforeCountries() {
    List<PackageWindow> published = new ArrayList<>();
    IntStream.range(0, 26)
        .forEach(hour -> published.add(PackageWindow.ofHour("DE", DAY.plus(hour))));
    published.add(PackageWindow.ofDay("DE", DAY));
    published.add(PackageWindow.ofDay("DE", DAY.plus(-24)));
    published.add(PackageWindow.ofHour("EUR", DAY.plus(9)));
    published.add(PackageWindow.ofHour("EUR", DAY.plus(10)));
    published.add(PackageWindow.ofHour("FR", DAY));
    published.add(PackageWindow.ofDay("AT", DAY));
    Collections.reverse(published);

    assertThat(texts(Indexes.of(published, Optional.of(new Country("DE")))))
        .containsExactly(
            Map.entry(
                COUNTRY + "/DE/date/2026-11-09/hour",
                "[0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23]"),
            Map.entry(COUNTRY + "/DE/date/2026-11-10/hour", "[0,1]"),
            Map.entry(COUNTRY + "/EUR/date/2026-11-09/hour", "[9,10]"),
            Map.entry(COUNTRY + "/FR/date/2026-11-09/hour", "[0]"),
            Map.entry(COUNTRY + "/AT/date", "[\"2026-11-09\"]"),
            Map.entry(COUNTRY + "/DE/date", "[\"2026-11-08\",\"2026-11-09\"]"),
            Map.entry(COUNTRY + "/EUR/date", "[]"),
            Map.entry(COUNTRY + "/FR/date", "[]"),
            Map.entry(COUNTRY, "[\"AT\",\"DE\",\"FR\",\"EUR\"]"),
            Map.entry("version/v1/configuration/country", "[\"DE\"]"),
            Map.entry("version", "[\"v1\"]"));
  }

  private static Map<String, String> texts(Map<String, byte[]> indexes) {
    Map<String, String> texts = new LinkedHashMap<>();
    indexes.forEach((path, json) -> texts.put(path, new String(json, StandardCharsets.UTF_8)));
    return texts;
  }
}
