package io.warnserver.benchmarks.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.benchmarks.meters.Bench;
import io.warnserver.benchmarks.meters.Properties;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestedServerTest {

  @Test
  void optionsOfTheJvm_areThoseOfPayaraMicroOnly() {
    Properties settings = new Properties(name -> "-Xmx192m   -XX:+UseSerialGC ");
    Bench bench = new Bench(settings, null, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), System.out);

    assertThat(TestedServer.Kind.MICRO.jvm(bench)).isEqualTo("-Xmx192m -XX:+UseSerialGC");
    assertThat(TestedServer.Kind.WILDFLY.jvm(bench)).isEqualTo("the server's own");
  }

  @Test
  void floorApplication_hasItsServletAndNothingElse(@TempDir Path folder) throws Exception {
    try (JarFile war = new JarFile(TestedServer.floor(folder).toFile())) {
      assertThat(war.stream().map(Object::toString))
          .containsExactly("WEB-INF/classes/io/warnserver/benchmarks/server/FloorServlet.class");
    }
  }
}
