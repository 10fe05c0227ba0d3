package io.warnserver.submission.tan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TanTest {

  private static final String UUID = "8a7e2f60-1b3c-4d5e-9f80-0123456789ab";

  @ParameterizedTest
  @ValueSource(strings = {"", "TAN ", "tan ", "Tan ", "tAN ", "TAN   "})
  void uuidWithOrWithoutTheScheme_isATan(String scheme) {
    assertThat(Tan.ofHeader(scheme + UUID)).map(Tan::reveal).contains(UUID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000000-0000-4000-8000-000000000000",
        "ffffffff-ffff-4fff-9fff-ffffffffffff",
        "8a7e2f60-1b3c-4d5e-af80-0123456789ab",
        "8a7e2f60-1b3c-4d5e-bf80-0123456789ab"
      })
  void randomUuidOfEachVariant_isATan(String uuid) {
    assertThat(Tan.ofHeader(uuid)).map(Tan::reveal).contains(uuid);
  }

  /** The verification server answers 400 to all of them, one that it has given out included. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "8A7E2F60-1B3C-4D5E-9F80-0123456789AB",
        "8a7e2f60-1b3c-4d5e-9f80-0123456789aB",
        "8a7e2f60-1b3c-4d5e-Af80-0123456789ab",
        "8a7e2f60-1b3c-1d5e-9f80-0123456789ab",
        "8a7e2f60-1b3c-3d5e-9f80-0123456789ab",
        "8a7e2f60-1b3c-5d5e-9f80-0123456789ab",
        "8a7e2f60-1b3c-7d5e-9f80-0123456789ab",
        "8a7e2f60-1b3c-4d5e-7f80-0123456789ab",
        "8a7e2f60-1b3c-4d5e-cf80-0123456789ab",
        "00000000-0000-0000-0000-000000000000",
        "ffffffff-ffff-ffff-ffff-ffffffffffff"
      })
  void uuidInCapitalsOrOfAnotherVersion_isNone(String uuid) {
    assertThat(Tan.ofHeader(uuid)).isEmpty();
    assertThat(Tan.ofHeader("TAN " + uuid)).isEmpty();
  }

  @RepeatedTest(20)
  void tanOfNobody_isOneThatCouldBeGivenOut() {
    String nobodys = Tan.ofNobody().reveal();

    assertThat(Tan.ofHeader(nobodys)).map(Tan::reveal).contains(nobodys);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "TAN",
        "TAN ",
        "hello",
        "8a7e2f60-1b3c-4d5e-9f80-0123456789a",
        "8a7e2f60-1b3c-4d5e-9f80-0123456789abc",
        "8a7e2f601b3c4d5e9f800123456789ab",
        "8a7e2f60-1b3c-4d5e-9f800123456789ab",
        "8a7e2f60-1b3c-4d5e-9f80-0123456789ag",
        "{8a7e2f60-1b3c-4d5e-9f80-0123456789ab}",
        "urn:uuid:8a7e2f60-1b3c-4d5e-9f80-0123456789ab",
        "1-1-1-1-1",
        " 8a7e2f60-1b3c-4d5e-9f80-0123456789ab",
        "8a7e2f60-1b3c-4d5e-9f80-0123456789ab ",
        "8a7e2f60-1b3c-4d5e-9f80-0123456789ab\n",
        "TAN8a7e2f60-1b3c-4d5e-9f80-0123456789ab",
        "TAN\t8a7e2f60-1b3c-4d5e-9f80-0123456789ab",
        "TAN TAN 8a7e2f60-1b3c-4d5e-9f80-0123456789ab",
        "Bearer 8a7e2f60-1b3c-4d5e-9f80-0123456789ab",
        "TEL 8a7e2f60-1b3c-4d5e-9f80-0123456789ab",
        "8a7e2f60-1b3c-4d5e-9f80-0123456789ab,8a7e2f60-1b3c-4d5e-9f80-0123456789ab",
        "8a7e2f60-1b3c-4d5e-9f80-0123456789ab\",\"x\":\""
      })
  void anythingElse_isNone(String header) {
    assertThat(Tan.ofHeader(header)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {UUID, "TAN " + UUID})
  void printing_showsNothing(String header) {
    assertThat(Tan.ofHeader(header).orElseThrow()).hasToString("Tan[********]");
  }
}
