package io.warnserver.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.local.servers.ApplicationServer;
import io.warnserver.local.servers.Surroundings;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * The timer of the distribution, in the container with the options that it is shipped with: nobody
 * asks for the run.
 */
class ScheduledRunIT {

  private static final Duration LIMIT = Duration.ofSeconds(100);

  @Test
  void schedule_startsARun() throws Exception {
    try (Surroundings surroundings = Surroundings.startTemporary(Clock.systemUTC());
        ApplicationServer server = start(surroundings)) {
      assertThat(server.isAlive()).isTrue();
      HttpResponse<String> last = lastRun(new DeployedServer(surroundings));
      assertThat(last.statusCode()).isEqualTo(200);
      assertThat(last.body()).contains("\"outcome\":\"completed\"");
    }
  }

  private static ApplicationServer start(Surroundings surroundings) throws IOException {
    List<String> shipped =
        Files.readAllLines(
            Path.of(System.getProperty("warn.domain-config"), "payara-micro", "jvm.options"));
    long began = System.nanoTime();
    ApplicationServer server =
        Installed.micro(
            surroundings,
            Map.of("warn.distribution.schedule", "minute=* hour=* second=*/5"),
            shipped.stream().filter(line -> line.startsWith("-")).toArray(String[]::new));
    StartTime.say("Payara Micro", Duration.ofNanos(System.nanoTime() - began));
    return server;
  }

  private static HttpResponse<String> lastRun(DeployedServer server) throws Exception {
    long began = System.nanoTime();
    HttpResponse<String> last = server.send(server.toOperations("distribution/runs/last").GET());
    while (last.statusCode() == 404 && System.nanoTime() - began < LIMIT.toNanos()) {
      LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
      last = server.send(server.toOperations("distribution/runs/last").GET());
    }
    return last;
  }
}
