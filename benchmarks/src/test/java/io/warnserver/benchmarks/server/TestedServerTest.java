package io.warnserver.benchmarks.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.benchmarks.meters.BenchmarkFailedException;
import io.warnserver.local.servers.DataDirectory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TestedServerTest {

  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

  @ParameterizedTest
  @EnumSource(names = {"PAYARA", "WILDFLY"})
  void serverThatCannotBeMeasuredYet_isRefusedInOneLine(ServerKind kind, @TempDir Path folder) {
    try (DataDirectory data = DataDirectory.open(folder)) {
      assertThatThrownBy(
              () ->
                  TestedServer.start(
                      new TestedServer.Build(kind, Path.of("a.ear"), List.of()),
                      data,
                      CLOCK,
                      Map.of()))
          .isInstanceOf(BenchmarkFailedException.class)
          .hasMessage("server: " + kind.word() + " is not supported yet, only micro");
    }
  }

  @Test
  void unknownServer_isRefusedWithTheWords() {
    assertThatThrownBy(() -> ServerKind.of("tomcat"))
        .isInstanceOf(BenchmarkFailedException.class)
        .hasMessage("server: must be one of micro, payara, wildfly");
    assertThat(ServerKind.of("wildfly")).isEqualTo(ServerKind.WILDFLY);
  }

  @Test
  void floorApplication_hasItsServletAndNothingElse(@TempDir Path folder) throws Exception {
    try (JarFile war = new JarFile(FloorApplication.write(folder).toFile())) {
      assertThat(war.stream().map(Object::toString))
          .containsExactly(
              "WEB-INF/web.xml",
              "WEB-INF/classes/io/warnserver/benchmarks/server/FloorServlet.class");
    }
  }
}
