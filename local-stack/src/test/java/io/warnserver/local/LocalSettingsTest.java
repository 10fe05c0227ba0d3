package io.warnserver.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.local.servers.Ports;
import io.warnserver.local.servers.StartFailedException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LocalSettingsTest {

  @Test
  void nothingSet_startsAt8080AndKeepsData() {
    LocalSettings settings = read(Map.of());

    assertThat(settings.ports()).isEqualTo(new Ports(8080, 8081, 8082, 8083, 8084, 8085));
    assertThat(settings.fresh()).isFalse();
    assertThat(settings.once()).isFalse();
    assertThat(settings.war()).isEmpty();
    assertThat(settings.jvmOptions()).contains("-Xmx512m");
  }

  @Test
  void port_movesTheOthersWithIt() {
    assertThat(read(Map.of("local.port", "9000")).ports())
        .isEqualTo(new Ports(9000, 9001, 9002, 9003, 9004, 9005));
  }

  @Test
  void oneOtherPort_movesAlone() {
    assertThat(read(Map.of("local.database.port", "5432")).ports())
        .isEqualTo(new Ports(8080, 8081, 8082, 5432, 8084, 8085));
  }

  @Test
  void flagWithoutValue_isSet() {
    assertThat(read(Map.of("local.once", "")).once()).isTrue();
    assertThat(read(Map.of("local.fresh", "true")).fresh()).isTrue();
    assertThat(read(Map.of("local.fresh", "false")).fresh()).isFalse();
  }

  @Test
  void war_isTaken() {
    assertThat(read(Map.of("local.war", "a.war")).war()).contains(Path.of("a.war"));
  }

  @Test
  void noPort_isRefusedByName() {
    assertThatThrownBy(() -> read(Map.of("local.store.port", "99999")))
        .isInstanceOf(StartFailedException.class)
        .hasMessage("local.store.port: must be a port number from 1 to 65535");
    // The ports that follow leave the range.
    assertThatThrownBy(() -> read(Map.of("local.port", "65535")))
        .isInstanceOf(StartFailedException.class)
        .hasMessageStartingWith("local.operations.port: ");
  }

  @Test
  void samePortTwice_isRefused() {
    assertThatThrownBy(() -> read(Map.of("local.database.port", "8080")))
        .isInstanceOf(StartFailedException.class);
  }

  @Test
  void noFlag_isRefusedByName() {
    assertThatThrownBy(() -> read(Map.of("local.once", "yes")))
        .isInstanceOf(StartFailedException.class)
        .hasMessage("local.once: must be true or false");
  }

  private static LocalSettings read(Map<String, String> properties) {
    return LocalSettings.read(properties::get);
  }
}
