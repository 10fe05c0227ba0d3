package io.warnserver.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistributionResultsTest {

  private static final Figures FIGURES =
      new Figures(
          12.3456, 6.5, 1.5, 0.25, 200, Double.NaN, 738, 71_000_000, 740, 700, 4_000_000, 0.5);

  private final DistributionResults results = new DistributionResults();

  @BeforeEach
  void measured() {
    results.run(DistributionResults.FIRST, FIGURES);
  }

  @Test
  void table_hasALineARunWithWhatIsToReach() {
    List<String> lines = results.table().lines().toList();

    assertThat(lines.get(1).split("\\s+"))
        .startsWith(
            "first",
            "12.35",
            "6.50",
            "1.50",
            "8.00",
            "20",
            "2.00",
            "0.25",
            "200",
            "-",
            "700",
            "4,000,000");
  }

  @Test
  void json_hasTheMembersAndNullForWhatIsUnknown(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("bench/distribution.json");
    results.write(
        file, new BenchmarkSettings("distribution", 1000, List.of("-Xmx256m"), file, file, file));

    assertThat(Files.readString(file))
        .contains("\"keys\" : 1000", "\"first\" : {")
        .contains("\"wallSeconds\" : 12.3456", "\"cpuSeconds\" : 6.5", "\"peakHeapMiB\" : 200.0")
        .contains("\"databaseCpuSeconds\" : 1.5", "\"totalCpuSeconds\" : 8.0")
        .contains("\"storeCpuSeconds\" : 0.25")
        .contains("\"peakRssMiB\" : null", "\"objects\" : 738", "\"bytes\" : 71000000")
        .contains("\"storeRequests\" : 740");
  }
}
