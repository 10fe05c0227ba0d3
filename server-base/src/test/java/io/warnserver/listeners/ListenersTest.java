package io.warnserver.listeners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.settings.InvalidSettingsException;
import io.warnserver.settings.SettingsReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListenersTest {

  private static Listeners read(Map<String, String> settings) {
    return Listeners.from(new SettingsReader(name -> Optional.ofNullable(settings.get(name))));
  }

  @Test
  void port_saysWhichListenerItIs() {
    Listeners listeners =
        read(Map.of("warn.operations.port", "8081", "warn.federation.callback-port", "8086"));
    assertThat(listeners.of(8081)).isEqualTo(Listener.OPERATIONS);
    assertThat(listeners.of(8086)).isEqualTo(Listener.CALLBACK);
    assertThat(listeners.of(8443)).isEqualTo(Listener.PUBLIC);
  }

  @Test
  void withoutSettings_everyPortIsPublic() {
    Listeners listeners = read(Map.of());
    assertThat(listeners.of(8081)).isEqualTo(Listener.PUBLIC);
    assertThat(listeners.of(65_535)).isEqualTo(Listener.PUBLIC);
  }

  @Test
  void onePortForTwoListeners_isRefused() {
    Map<String, String> same =
        Map.of("warn.operations.port", "8081", "warn.federation.callback-port", "8081");
    assertThatThrownBy(() -> read(same))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessage("warn.federation.callback-port: must not be that of warn.operations.port");
  }

  @ParameterizedTest
  @CsvSource({
    "warn.operations.port, warn.public.port",
    "warn.operations.port, warn.public.http-port",
    "warn.federation.callback-port, warn.public.port",
    "warn.federation.callback-port, warn.public.http-port"
  })
  void portOfTheAppsForAnotherListener_isRefused(String one, String apps) {
    assertThatThrownBy(() -> read(Map.of(one, "8443", apps, "8443")))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessage(one + ": must not be that of " + apps);
  }

  @Test
  void severalListenersOfOnePort_areRefusedWithALineEach() {
    Map<String, String> same =
        Map.of(
            "warn.public.http-port", "8080",
            "warn.operations.port", "8080",
            "warn.federation.callback-port", "8080");
    assertThatThrownBy(() -> read(same))
        .isInstanceOfSatisfying(
            InvalidSettingsException.class, e -> assertThat(e.faults()).hasSize(3));
  }

  @Test
  void portsThatAreNotTold_areNotTheSame() {
    assertThat(read(Map.of("warn.public.port", "0", "warn.operations.port", "8081")).of(8081))
        .isEqualTo(Listener.OPERATIONS);
  }

  @Test
  void portThatIsNone_isRefused() {
    assertThatThrownBy(() -> read(Map.of("warn.operations.port", "65536")))
        .hasMessage("warn.operations.port: '65536' must be a whole number from 0 to 65535");
  }

  @Test
  void path_isAmongThoseThatItEqualsOrIsBelow() {
    List<String> health = List.of("/version", "/health");
    assertThat(ListenerFilter.isAmong(health, "/health")).isTrue();
    assertThat(ListenerFilter.isAmong(health, "/health/ready")).isTrue();
    assertThat(ListenerFilter.isAmong(health, "/version/v1/diagnosis-keys")).isTrue();
    assertThat(ListenerFilter.isAmong(health, "/healthy")).isFalse();
    assertThat(ListenerFilter.isAmong(health, "/health/")).isFalse();
    assertThat(ListenerFilter.isAmong(health, "/health/ready/")).isFalse();
    assertThat(ListenerFilter.isAmong(health, "/")).isFalse();
    assertThat(ListenerFilter.isAmong(health, "")).isFalse();
    assertThat(ListenerFilter.isAmong(List.of(), "/health")).isFalse();
  }
}
