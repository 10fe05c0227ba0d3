package io.warnserver.benchmarks.alike;

import io.warnserver.benchmarks.meters.JsonFile;
import io.warnserver.benchmarks.statistics.Auc;
import io.warnserver.local.play.TextTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was seen, as a table and as JSON. */
final class AlikeResults {

  /** What is to be reached. */
  private static final double MOST_AUC = 0.53;

  private final List<Cell> cells;

  AlikeResults(List<Cell> cells) {
    this.cells = List.copyOf(cells);
  }

  /** A line a state and number of connections; then every difference. */
  String table() {
    TextTable table =
        new TextTable()
            .row(
                "",
                "connections",
                "pairs",
                "real p50",
                "fake p50",
                "real p99",
                "fake p99",
                "KS",
                "AUC",
                "+-",
                "learned",
                "+-",
                "differences",
                "to reach: " + MOST_AUC + " and 0");
    StringBuilder differences = new StringBuilder();
    for (Cell cell : cells) {
      Comparison seen = cell.comparison();
      table.row(
          cell.state().word(),
          cell.connections(),
          seen.pairs(),
          text(seen.realP50(), 1),
          text(seen.fakeP50(), 1),
          text(seen.realP99(), 1),
          text(seen.fakeP99(), 1),
          text(seen.distance(), 3),
          text(seen.auc().folded(), 3),
          text(seen.auc().halfWidth(), 3),
          text(seen.learned().value(), 3),
          text(seen.learned().halfWidth(), 3),
          seen.differences().size(),
          verdict(cell));
      for (String difference : seen.differences()) {
        differences
            .append(System.lineSeparator())
            .append(cell.state().word())
            .append(", ")
            .append(cell.connections())
            .append(" connections: ")
            .append(difference);
      }
    }
    return table.toString() + differences;
  }

  private static String verdict(Cell cell) {
    Comparison seen = cell.comparison();
    boolean reached =
        seen.auc().folded() <= MOST_AUC
            && seen.learned().value() <= MOST_AUC
            && seen.differences().isEmpty();
    return (reached ? "yes" : "no") + (cell.isEnough() ? "" : ", too few pairs");
  }

  /** Writes JSON, over a former file. */
  void write(Path file) throws IOException {
    JsonFile.write(file, cells.stream().map(AlikeResults::json).toList());
  }

  private static Map<String, Object> json(Cell cell) {
    Comparison seen = cell.comparison();
    return JsonFile.object(
        "state", cell.state().word(),
        "connections", cell.connections(),
        "auc", seen.auc().folded(),
        "aucLearned", seen.learned().value(),
        "differences", seen.differences(),
        "pairs", seen.pairs(),
        "aucInterval", interval(seen.auc()),
        "aucLearnedInterval", interval(seen.learned()),
        "enough", cell.isEnough(),
        "kolmogorovSmirnov", seen.distance(),
        "realP50Millis", seen.realP50(),
        "fakeP50Millis", seen.fakeP50(),
        "realP99Millis", seen.realP99(),
        "fakeP99Millis", seen.fakeP99(),
        "settling", cell.settling());
  }

  /** Of the AUC before it is folded: below 0.5 where real requests are the faster ones. */
  private static Map<String, Object> interval(Auc auc) {
    return JsonFile.object(
        "from", auc.value() - auc.halfWidth(), "to", auc.value() + auc.halfWidth());
  }

  private static String text(double value, int decimals) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%." + decimals + "f", value) : "-";
  }
}
