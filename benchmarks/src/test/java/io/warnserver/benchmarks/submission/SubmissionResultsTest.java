package io.warnserver.benchmarks.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.warnserver.benchmarks.load.LoadResult;
import io.warnserver.benchmarks.load.Percentiles;
import io.warnserver.benchmarks.server.ServerKind;
import io.warnserver.benchmarks.server.TestedServer;
import io.warnserver.managed.ServerInstallation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubmissionResultsTest {

  private static final SubmissionBenchmarkSettings SETTINGS =
      new SubmissionBenchmarkSettings(
          new TestedServer.Build(
              ServerKind.MICRO,
              Path.of("a.war"),
              List.of("-Xmx256m"),
              new ServerInstallation(Path.of("home"), Path.of("scripts"), Path.of("a.ear"))),
          200,
          false,
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Path.of("results"));

  private static final SubmissionFigures FIGURES =
      new SubmissionFigures(
          new Durability("on", "on", "on"),
          List.of(new WarmUp.Window(5000, 0, 1.5)),
          List.of(new SubmissionFigures.Trial(400, 0, 3, 9)),
          new LoadResult(
              1000,
              2,
              0,
              0.5,
              Map.of(200, 2),
              Percentiles.of(new long[] {2_000_000, 8_000_000}),
              Percentiles.of(new long[] {0, 1000})),
          0.5,
          0.3,
          0.1,
          14,
          400,
          new Part(3000, 0.1, Double.NaN),
          new Part(1500, 0.1, 0.3),
          0.2);

  private final SubmissionResults results = new SubmissionResults(SETTINGS, FIGURES);

  @Test
  void floorOfBothParts_isWhatTheirTimesTogetherAllow() {
    assertThat(FIGURES.floorPerSecond()).isCloseTo(1000, within(1e-9));
  }

  @Test
  void table_saysWhatIsToBeReached() {
    assertThat(results.table())
        .contains("1000.00  1500 or 700.00")
        .containsPattern("CPU of the server, ms each +0\\.50 +0\\.55");
  }

  @Test
  void json_hasTheAgreedMembers(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("a/submission.json");

    results.write(file);

    assertThat(Files.readString(file).replaceAll("\\s", ""))
        .contains(
            "\"server\":\"micro\"",
            "\"database\":{\"fsync\":\"on\",\"synchronousCommit\":\"on\",\"fullPageWrites\":\"on\"}",
            "\"real\":{\"perSecond\":1000.0,",
            "\"cpuMillisEach\":0.5,",
            "\"p50Millis\":2.0,",
            "\"p99Millis\":8.0,",
            "\"rssMiB\":400.0",
            "\"warmUp\":[{\"requests\":5000,\"cpuMillisEach\":1.5}]",
            "\"trials\":[{\"perSecond\":400.0,\"failureRate\":0.0,\"p50Millis\":3.0,\"p99Millis\":9.0}]",
            "\"floor\":{\"perSecond\":1000.0,\"emptyPost\":{\"perSecond\":3000.0,",
            "\"databaseCpuMillisEach\":null");
  }
}
