package io.warnserver.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.protocols.configuration.DayPackageMetadata;
import io.warnserver.protocols.configuration.HourPackageMetadata;
import io.warnserver.protocols.configuration.KeyDownloadParametersIOS;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules about whole lists: risk calculation, supported countries, revoked packages. */
final class ListRulesTest {

  private static final String REVOKED = "revoked-packages.yaml";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "minutesAtAttenuationWeights",
        "normalizedTimePerEWToRiskLevelMapping",
        "normalizedTimePerDayToRiskLevelMapping",
        "transmissionRiskValueMapping"
      })
  void emptyListOfRiskCalculation_isRefused(String list) throws Exception {
    EditedSource source =
        new EditedSource()
            .replace("risk-calculation-v2.yaml", "  " + list + ":\n", "  " + list + ": []\n  x:\n");

    assertThat(Readings.faults(source))
        .contains(
            "risk-calculation-v2.yaml: riskCalculationParameters."
                + list
                + ": is empty: no phone would ever warn");
  }

  @Test
  void onlyZeroRiskValues_areRefused() throws Exception {
    EditedSource source = new EditedSource();
    for (String value : List.of("0.6", "0.8", "1.0", "1.2", "1.4", "1.6")) {
      source.replace(
          "risk-calculation-v2.yaml",
          "transmissionRiskValue: " + value,
          "transmissionRiskValue: 0");
    }

    assertThat(Readings.faults(source))
        .containsExactly(
            "risk-calculation-v2.yaml: riskCalculationParameters.transmissionRiskValueMapping: has no value above 0: no phone would ever warn");
  }

  @Test
  void noRiskClass_isRefused() throws Exception {
    EditedSource source =
        new EditedSource()
            .replace("exposure-v1.yaml", "  riskClasses:\n", "  riskClasses: []\n  before:\n");

    assertThat(Readings.faults(source))
        .contains("exposure-v1.yaml: riskScoreClasses.riskClasses: is empty");
  }

  /** Other forms, doubled ones and none at all are no supported countries in the first place. */
  @Test
  void supportedCountryThatIsNone_isRefused() {
    ConfigurationReading reading =
        Readings.read(new ConfigurationSource.Shipped(), "DE", "XX", "ZZ");

    assertThat(Readings.faults(reading))
        .containsExactly(
            "warn.supported-countries: \"XX\" is not the ISO 3166-1 alpha-2 code of a country",
            "warn.supported-countries: \"ZZ\" is not the ISO 3166-1 alpha-2 code of a country");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{region: XX, date: 2026-11-09, etag: '\"a\"'}|[0].region: \"XX\" is not a region with packages (DE, EUR)",
        "{region: FR, date: 2026-11-09, etag: '\"a\"'}|[0].region: \"FR\" is not a region with packages (DE, EUR)",
        "{region: DE, date: 2026-02-29, etag: '\"a\"'}|[0].date: \"2026-02-29\" is not a day of the calendar (yyyy-MM-dd)",
        "{region: DE, date: 2026-11-9, etag: '\"a\"'}|[0].date: \"2026-11-9\" is not a day of the calendar (yyyy-MM-dd)",
        "{region: DE, date: +12026-11-09, etag: '\"a\"'}|[0].date: \"+12026-11-09\" is not a day of the calendar (yyyy-MM-dd)",
        "{region: DE, date: 09.11.2026, etag: '\"a\"'}|[0].date: \"09.11.2026\" is not a day of the calendar (yyyy-MM-dd)",
        "{region: DE, date: 2026-11-09, etag: ''}|[0].etag: is blank",
        "{region: DE, date: 2026-11-09, etag: 'a b'}|[0].etag: \"a b\" is not an ETag with its quotes, written '\"0123abcd\"', of at most 128 characters",
        "{region: DE, date: 2026-11-09, etag: \"0123abcd\"}|[0].etag: \"0123abcd\" is not an ETag with its quotes, written '\"0123abcd\"', of at most 128 characters",
        "{region: DE, date: 2026-11-09, etag: 123}|[0].etag: 123 is not text; put it in quotes",
        "{region: DE, date: 2026-11-09}|[0].etag: is missing",
      })
  void revokedDay_isRefused(String entry, String fault) throws Exception {
    EditedSource source =
        new EditedSource()
            .replace(REVOKED, "revokedDayPackages: []", "revokedDayPackages: [" + entry + "]");

    assertThat(Readings.faults(source)).containsExactly(REVOKED + ": revokedDayPackages" + fault);
  }

  @Test
  void revokedHourAndDoubledEntries_areRefused() throws Exception {
    String day = "{region: DE, date: 2026-11-09, etag: '\"a\"'}";
    String hour = "{region: EUR, date: 2026-11-09, hour: 24, etag: '\"a\"'}";
    EditedSource source =
        new EditedSource()
            .replace(
                REVOKED, "revokedDayPackages: []", "revokedDayPackages: [" + day + ", " + day + "]")
            .replace(REVOKED, "revokedHourPackages: []", "revokedHourPackages: [" + hour + "]");

    assertThat(Readings.faults(source))
        .containsExactly(
            REVOKED + ": revokedDayPackages[1]: appears twice",
            REVOKED + ": revokedHourPackages[0].hour: 24 is outside 0..23");
  }

  @Test
  void revocationsOfTheFilesAndOfTheServer_areJoinedInAllMessages() throws Exception {
    EditedSource source =
        new EditedSource()
            .replace(
                REVOKED,
                "revokedDayPackages: []",
                "revokedDayPackages: [{region: DE, date: 2026-11-09, etag: '\"a\"'}]");
    DayPackageMetadata ofTheFile = day("DE", "2026-11-09", "\"a\"");
    DayPackageMetadata ofTheServer = day("EUR", "2026-11-10", "b");
    HourPackageMetadata hour =
        HourPackageMetadata.newBuilder()
            .setRegion("DE")
            .setDate("2026-11-10")
            .setHour(23)
            .setEtag("c")
            .build();

    ConfigurationReading.Valid valid =
        Readings.valid(
            new AppConfiguration(
                    source,
                    Readings.countries("DE"),
                    KeyDownloadParametersIOS.newBuilder()
                        .addRevokedDayPackages(ofTheFile)
                        .addRevokedDayPackages(ofTheServer)
                        .addRevokedHourPackages(hour)
                        .build())
                .read());

    assertThat(valid.v1().getIosKeyDownloadParameters())
        .isEqualTo(valid.ios().getKeyDownloadParameters());
    assertThat(valid.v1().getAndroidKeyDownloadParameters())
        .isEqualTo(valid.android().getKeyDownloadParameters());
    assertThat(valid.ios().getKeyDownloadParameters().getRevokedDayPackagesList())
        .isEqualTo(valid.android().getKeyDownloadParameters().getRevokedDayPackagesList())
        .containsExactly(ofTheFile, ofTheServer);
    assertThat(valid.ios().getKeyDownloadParameters().getRevokedHourPackagesList())
        .isEqualTo(valid.android().getKeyDownloadParameters().getRevokedHourPackagesList())
        .containsExactly(hour);
  }

  private static DayPackageMetadata day(String region, String date, String etag) {
    return DayPackageMetadata.newBuilder().setRegion(region).setDate(date).setEtag(etag).build();
  }
}
