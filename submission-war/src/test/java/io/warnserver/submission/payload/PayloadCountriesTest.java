package io.warnserver.submission.payload;

import static io.warnserver.submission.base.Samples.NOW;
import static io.warnserver.submission.base.Samples.key;
import static io.warnserver.submission.base.Samples.payload;
import static io.warnserver.submission.payload.Parsing.assertBoth;
import static io.warnserver.submission.payload.Parsing.assertFake;
import static io.warnserver.submission.payload.Parsing.assertParsed;
import static io.warnserver.submission.payload.Parsing.real;
import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.keys.Country;
import io.warnserver.submission.base.RefusedException;
import io.warnserver.submission.base.Samples;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Origin and visited countries (submission API, "Rules"). */
class PayloadCountriesTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "DE"})
  void origin_isTheOwnCountryOrNone(String origin) throws RefusedException {
    assertThat(real(payload(key(1)).setOrigin(origin)).origin()).isEqualTo(new Country("DE"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"FR", "de", " DE", "DE,FR", "Germany", "${1+1}"})
  void anotherOrigin_isRefused(String origin) {
    assertBoth(payload(key(1)).setOrigin(origin), false, "OriginIsOwnCountry");
  }

  @Test
  void noVisitedCountry_isTheOrigin() throws RefusedException {
    assertThat(real(payload(key(1))).visitedCountries()).containsExactly(new Country("DE"));
  }

  @Test
  void visitedCountriesWithoutTheOrigin_getIt() throws RefusedException {
    assertThat(
            real(payload(key(1)).addVisitedCountries("NL").addVisitedCountries("FR"))
                .visitedCountries())
        .containsExactly(new Country("DE"), new Country("FR"), new Country("NL"));
  }

  @Test
  void visitedCountryTwice_isOne() throws RefusedException {
    assertThat(
            real(payload(key(1)).addVisitedCountries("FR").addVisitedCountries("FR"))
                .visitedCountries())
        .containsExactly(new Country("DE"), new Country("FR"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "IT", "fr", "FR ", "EUR", "${1+1}", "\u0000"})
  void unsupportedVisitedCountry_isRefused(String country) {
    assertBoth(
        payload(key(1)).addVisitedCountries("FR").addVisitedCountries(country),
        false,
        "VisitedCountriesSupported");
  }

  @Test
  void countriesOfAFakeWithoutKeys_keepTheRules() {
    assertFake(payload().setOrigin("FR"), false, "OriginIsOwnCountry");
    assertFake(payload().addVisitedCountries("IT"), false, "VisitedCountriesSupported");
  }

  @Test
  void ownCountry_isASetting() throws RefusedException {
    PayloadParser french = new PayloadParser(Samples.settings(Map.of("warn.own-country", "FR")));

    Submission submission =
        french.parse(payload(key(1)).setOrigin("FR").build().toByteArray(), false, NOW);

    assertThat(submission.origin()).isEqualTo(new Country("FR"));
    assertThat(submission.visitedCountries()).containsExactly(new Country("FR"));
    assertParsed(french, payload(key(1)).setOrigin("DE"), false, false, "OriginIsOwnCountry");
  }
}
