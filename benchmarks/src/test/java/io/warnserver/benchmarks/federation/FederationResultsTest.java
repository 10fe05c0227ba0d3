package io.warnserver.benchmarks.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FederationResultsTest {

  private static final Cost COST = new Cost(34, 124_355, 4.25, 3.5, 1.5, 0.5, 100, Double.NaN, 0.5);

  @TempDir Path folder;

  @Test
  void limit_isSixSeconds_orMoreForASlowFloor() {
    assertThat(figures(1.5).limitSeconds()).isEqualTo(6);
    assertThat(figures(10).limitSeconds()).isEqualTo(15);
  }

  @Test
  void table_saysWhatIsToBeReached() {
    String table = new FederationResults(figures(1.5)).table();

    assertThat(table.lines().filter(line -> line.startsWith("drain, new process")))
        .singleElement()
        .asString()
        .contains("4.25")
        .contains("6.00")
        .contains("124,355")
        .contains("-");
    assertThat(table)
        .contains("signing alone, EC, new code")
        .contains("2.00")
        .contains("database CPU s");
  }

  @Test
  void json_hasEveryRun_andNullForWhatIsNotKnown() throws Exception {
    Path file = folder.resolve("bench/federation.json");

    new FederationResults(figures(1.5)).write(file, List.of("-Xmx256m"));

    String json = Files.readString(file);
    assertThat(json)
        .contains("\"drain\" : {")
        .contains("\"drainWarm\" : {")
        .contains("\"drainThreeTimes\" : {")
        .contains("\"floor\" : {")
        .contains("\"upload\" : {")
        .contains("\"signing\" : {")
        .contains("\"drainLimitSeconds\" : 6.0")
        .contains("\"peakRssMiB\" : null")
        .contains("\"keys\" : 124355,")
        .contains("\"jvm\" : \"-Xmx256m\"");
  }

  private static FederationFigures figures(double floorSeconds) {
    return new FederationFigures(
        COST,
        new BodyFetching.Fetched(34, 5_000_000, floorSeconds, 0.4),
        COST,
        COST,
        COST,
        0.9,
        0.5,
        1.1);
  }
}
