package io.warnserver.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.settings.InvalidSettingsException;
import io.warnserver.settings.SettingsReader;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackSettingsTest {

  private static final String GATEWAY = "https://gateway.example.org";
  private static final String FINGERPRINT = "AB:" + "cd".repeat(31);

  @Test
  void nothingSet_isOff() {
    assertThat(read().port()).isZero();
  }

  @Test
  void fingerprintsAndSubjects_areNormalised() {
    CallbackSettings settings =
        read(
            "warn.federation.gateway.url",
            GATEWAY,
            "warn.federation.callback-port",
            "9443",
            "warn.federation.callback.certificates",
            FINGERPRINT + ", " + "00".repeat(32),
            "warn.federation.callback.subjects",
            "CN=Callback, O=Gateway, C=EU; CN=other,C=EU");

    assertThat(settings.fingerprints())
        .containsExactlyInAnyOrder("ab" + "cd".repeat(31), "00".repeat(32));
    assertThat(settings.subjects()).contains(new X500Principal("cn=Callback,o=Gateway,c=EU"));
  }

  @Test
  void portWithoutCertificate_isRefused() {
    assertRefused(
        "warn.federation.callback-port: needs the gateway's certificate",
        "warn.federation.gateway.url",
        GATEWAY,
        "warn.federation.callback-port",
        "9443");
  }

  @Test
  void portWithoutGateway_isRefused() {
    assertRefused(
        "warn.federation.callback-port: is set, but warn.federation.gateway.url is not",
        "warn.federation.callback-port",
        "9443",
        "warn.federation.callback.certificates",
        FINGERPRINT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ab", "zz", ",", "abcd,"})
  void fingerprintOfAnotherForm_isRefused(String text) {
    assertRefused(
        "warn.federation.callback.certificates: ", "warn.federation.callback.certificates", text);
  }

  @Test
  void subjectOfAnotherForm_isRefused() {
    assertRefused(
        "warn.federation.callback.subjects: ", "warn.federation.callback.subjects", "no name");
  }

  private static void assertRefused(String message, String... namesAndValues) {
    assertThatThrownBy(() -> read(namesAndValues))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining(message);
  }

  private static CallbackSettings read(String... namesAndValues) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      values.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return CallbackSettings.from(new SettingsReader(name -> Optional.ofNullable(values.get(name))));
  }
}
