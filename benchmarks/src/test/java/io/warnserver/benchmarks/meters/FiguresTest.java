package io.warnserver.benchmarks.meters;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FiguresTest {

  private static final Map<String, Object> FIGURES =
      Figures.of(
          "server",
          "micro",
          "keys",
          1_000_000,
          "wallSeconds",
          12.34567,
          "peakRssMiB",
          Double.NaN,
          "enough",
          true,
          "floor",
          Figures.of("perSecond", 2.0),
          "trials",
          List.of(Figures.of("failureRate", 0.0), Figures.of("failureRate", 1.0)));

  @Test
  void file_hasAllMembers_andNullForWhatIsNotKnown(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("a/b.json");

    Figures.write(file, FIGURES);

    assertThat(Files.readString(file).replaceAll("\\s", ""))
        .isEqualTo(
            "{\"server\":\"micro\",\"keys\":1000000,\"wallSeconds\":12.3457,\"peakRssMiB\":null,"
                + "\"enough\":true,\"floor\":{\"perSecond\":2.0},"
                + "\"trials\":[{\"failureRate\":0.0},{\"failureRate\":1.0}]}");
  }

  @Test
  void table_hasTheFiguresOfEachRowUnderTheirNames() {
    List<String> lines = Figures.table(Map.of("one", FIGURES)).lines().map(String::strip).toList();

    assertThat(lines.get(0).split("\\s+"))
        .containsExactly(
            "server", "keys", "wallSeconds", "peakRssMiB", "enough", "floor.perSecond", "trials");
    assertThat(lines.get(1).split("\\s+"))
        .containsExactly("one", "micro", "1,000,000", "12.346", "-", "true", "2.000", "2");
  }

  @Test
  void rowWithoutAFigure_hasAnEmptyCell() {
    Map<String, Map<String, Object>> rows = new LinkedHashMap<>();
    rows.put("one", Figures.of("a", 1));
    rows.put("two", Figures.of("b", 2));

    assertThat(Figures.table(rows).lines()).containsExactly("     a  b", "one  1", "two     2");
  }
}
