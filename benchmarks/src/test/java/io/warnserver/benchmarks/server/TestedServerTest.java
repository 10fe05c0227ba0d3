package io.warnserver.benchmarks.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.benchmarks.meters.BenchmarkFailedException;
import io.warnserver.managed.ServerInstallation;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestedServerTest {

  @Test
  void optionsOfTheJvm_areThoseOfPayaraMicroOnly() {
    ServerInstallation none = new ServerInstallation(Path.of("a"), Path.of("b"), Path.of("c.ear"));
    List<String> options = List.of("-Xmx192m", "-XX:+UseSerialGC");

    assertThat(new TestedServer.Build(ServerKind.MICRO, Path.of("a.war"), options, none).jvm())
        .isEqualTo("-Xmx192m -XX:+UseSerialGC");
    assertThat(new TestedServer.Build(ServerKind.WILDFLY, Path.of("a.war"), options, none).jvm())
        .isEqualTo("the server's own");
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
