package io.warnserver.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.local.servers.MicroOptions;
import io.warnserver.local.servers.ServerFiles;
import io.warnserver.local.servers.Surroundings;
import io.warnserver.managed.PayaraServer;
import io.warnserver.managed.WildFlyServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What an operator reads when the application refuses to start: one line a fault, naming the
 * setting.
 */
class RefusedStartIT {

  private static Surroundings surroundings;

  @BeforeAll
  static void start() {
    surroundings = Surroundings.startTemporary(Clock.systemUTC());
  }

  @AfterAll
  static void stop() {
    surroundings.close();
  }

  @Test
  void everyFault_isALineWithWhatIsAllowed_andProductionRefusesWhatIsOfDevelopment()
      throws Exception {
    List<String> log =
        logOfStartWith(
            Map.of(
                "warn.mode", "production",
                "warn.retention-days", "soon",
                "warn.distribution.min-keys", "0",
                "warn.submission.max-keys", "-1"));

    for (String fault :
        List.of(
            "warn.store.endpoint: must be an https address in production mode",
            "warn.store.access-key: must not be a development password in production mode",
            "warn.store.secret-key: must not be a development password in production mode",
            "warn.signing.current.password: must not be a development password in production mode",
            "warn.submission.verification.url: must be an https address in production mode",
            "warn.retention-days: 'soon' must be a whole number from 1 to 30",
            "warn.distribution.min-keys: '0' must be a whole number from 1 to 100000",
            "warn.submission.max-keys: '-1' must be a whole number from 1 to 30")) {
      assertThat(log).anyMatch(line -> line.endsWith(fault));
    }
    assertThat(log).noneMatch(line -> line.contains("development-secret-key"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"payara", "wildfly"})
  void faultOfTheEarsSettings_endsTheDeployment_andIsNotBuried(String kind) throws Exception {
    Map<String, String> settings = Map.of("warn.retention-days", "soon");
    String fault = "warn.retention-days: 'soon' must be a whole number from 1 to 30";
    assertThatThrownBy(
            () -> {
              if (kind.equals("wildfly")) {
                WildFlyServer.start(Installed.wildFly(), surroundings, kind, settings).close();
              } else {
                PayaraServer.start(Installed.payara(), surroundings, kind, settings).close();
              }
            })
        .isInstanceOf(IOException.class)
        .hasMessageContaining("DistributionDatabase");
    Path log =
        surroundings
            .directory()
            .folder(kind)
            .resolve(kind.equals("wildfly") ? "console.log" : "domains/warn/logs/server.log");
    String all = Files.readString(log, StandardCharsets.ISO_8859_1);

    assertThat(all).containsSubsequence("settings are wrong: 1", fault);
    if (kind.equals("wildfly")) {
      assertThat(all)
          .as("Payara tells why it gives up with stack traces")
          .doesNotContain("\n\tat ");
    }
  }

  /**
   * Starts Payara Micro, waits until it has tried to deploy, and gives its log; nothing may answer
   * then.
   */
  private static List<String> logOfStartWith(Map<String, String> settings)
      throws IOException, InterruptedException {
    ServerFiles files = ServerFiles.ofThisBuild();
    Path folder = surroundings.directory().folder("refused");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-jar",
                files.payaraMicro().toString()));
    command.addAll(MicroOptions.write(files, folder, surroundings, settings));
    command.addAll(List.of("--port", String.valueOf(surroundings.ports().application())));
    command.addAll(List.of("--contextroot", "/", "--deploy", System.getProperty("warn.war")));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> log = new ArrayList<>();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        log.add(line);
        if (line.matches(".*Payara Micro .* ready in .*")) {
          assertThat(statusOf("/version/v1/diagnosis-keys")).isEqualTo(404);
          break;
        }
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    return log;
  }

  private static int statusOf(String path) throws IOException, InterruptedException {
    URI address = URI.create("http://127.0.0.1:" + surroundings.ports().application() + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}
