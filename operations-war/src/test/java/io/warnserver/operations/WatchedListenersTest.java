package io.warnserver.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.certificates.ListenerCertificates;
import io.warnserver.settings.InvalidSettingsException;
import io.warnserver.settings.SettingsReader;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchedListenersTest {

  private final Map<String, String> values = new HashMap<>();

  @Test
  void ownListeners_areAskedWhereTheyListen() {
    values.put("warn.public.address", "192.0.2.7");
    values.put("warn.public.port", "8443");
    values.put("warn.operations.port", "8444");
    values.put("warn.federation.callback.address", "0.0.0.0");
    values.put("warn.federation.callback-port", "8445");

    assertThat(read().listeners())
        .containsExactly(
            new ListenerCertificates("public", "192.0.2.7", 8443),
            new ListenerCertificates("operations", "127.0.0.1", 8444),
            new ListenerCertificates("callback", "127.0.0.1", 8445));
  }

  @Test
  void listenerForOperatorsOfAServerBehindAProxy_hasNone() {
    values.put("warn.operations.port", "8444");

    assertThat(read().listeners()).isEmpty();
  }

  @Test
  void listenersOfOthers_areAsOperatorsNameThem() {
    values.put("warn.certificates.addresses", "submission.example.org:443, [2001:db8::1]:8443");

    assertThat(read().listeners())
        .containsExactly(
            new ListenerCertificates("submission.example.org:443", "submission.example.org", 443),
            new ListenerCertificates("[2001:db8::1]:8443", "2001:db8::1", 8443));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "example.org",
        "example.org:0",
        "example.org:65536",
        ":443",
        "a:1,",
        "https://a:1"
      })
  void whatIsNoAddress_isRefused(String text) {
    values.put("warn.certificates.addresses", text);

    assertThatThrownBy(this::read)
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("warn.certificates.addresses");
  }

  private WatchedListeners read() {
    return WatchedListeners.from(new SettingsReader(name -> Optional.ofNullable(values.get(name))));
  }
}
