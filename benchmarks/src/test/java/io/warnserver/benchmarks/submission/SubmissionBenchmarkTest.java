package io.warnserver.benchmarks.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.warnserver.benchmarks.meters.Figures;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SubmissionBenchmarkTest {

  private static final Map<String, Object> FLOOR =
      SubmissionBenchmark.floor(
          SubmissionBenchmark.part(3000, 0.0001, Double.NaN),
          SubmissionBenchmark.part(1500, 0.0001, 0.0003));

  @Test
  void floorOfBothParts_isWhatTheirTimesTogetherAllow() {
    assertThat((double) FLOOR.get("perSecond")).isCloseTo(1000, within(1e-9));
    assertThat(Figures.flat(FLOOR))
        .containsEntry("emptyPost.perSecond", 3000.0)
        .containsEntry("emptyPost.cpuMillisEach", 0.1)
        .containsEntry("emptyPost.databaseCpuMillisEach", Double.NaN)
        .containsEntry("insert.perSecond", 1500.0);
  }

  @Test
  void table_saysWhatIsToBeReached() {
    String table =
        SubmissionBenchmark.table(
            Figures.of(
                "server",
                "micro",
                "real",
                Figures.of("perSecond", 1000.0, "cpuMillisEach", 0.5),
                "rssMiB",
                400.0,
                "floor",
                FLOOR,
                "trials",
                List.of()));

    assertThat(table)
        .containsPattern("real\\.perSecond +1000\\.000 +1500 or 700")
        .containsPattern("real\\.cpuMillisEach +0\\.500 +0\\.55")
        .containsPattern("rssMiB +400\\.000 +512")
        .containsPattern("floor\\.emptyPost\\.databaseCpuMillisEach +-")
        .doesNotContain("trials", "server");
  }
}
