package io.warnserver.local.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FederationTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T10:00:00Z"), ZoneOffset.UTC);

  @TempDir static Path folder;

  @Test
  void settings_nameFilesThatAreThere_andTheGateway() {
    try (Federation federation = Federation.start(folder, CLOCK, 0)) {
      assertThat(federation.settings())
          .containsEntry("warn.federation.gateway.url", federation.gateway().address().toString());
      federation
          .settings()
          .forEach(
              (name, value) -> {
                if (name.endsWith("store") || name.endsWith("anchor")) {
                  assertThat(Path.of(value)).isAbsolute().isRegularFile();
                }
              });
      assertThat(Federation.secretValues().values()).allMatch(v -> v.startsWith("development-"));
    }
  }

  @Test
  void takenPort_isSaid() {
    try (Federation first = Federation.start(folder, CLOCK, 0)) {
      URI address = first.gateway().address();

      assertThatThrownBy(() -> Federation.start(folder, CLOCK, address.getPort()))
          .isInstanceOf(StartFailedException.class)
          .hasMessageContaining("cannot listen on " + address.getPort());
    }
  }
}
