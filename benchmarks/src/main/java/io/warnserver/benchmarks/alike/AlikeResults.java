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
    try (JsonFile json = JsonFile.createList(file)) {
      for (Cell cell : cells) {
        Comparison seen = cell.comparison();
        json.beginItem();
        json.text("state", cell.state().word());
        json.number("connections", cell.connections());
        json.number("auc", seen.auc().folded());
        json.number("aucLearned", seen.learned().value());
        json.beginList("differences");
        for (String difference : seen.differences()) {
          json.item(difference);
        }
        json.endList();
        json.number("pairs", seen.pairs());
        interval(json, "aucInterval", seen.auc());
        interval(json, "aucLearnedInterval", seen.learned());
        json.flag("enough", cell.isEnough());
        json.number("kolmogorovSmirnov", seen.distance());
        json.number("realP50Millis", seen.realP50());
        json.number("fakeP50Millis", seen.fakeP50());
        json.number("realP99Millis", seen.realP99());
        json.number("fakeP99Millis", seen.fakeP99());
        json.begin("settling");
        for (Map.Entry<String, Integer> status : cell.settling().entrySet()) {
          json.number(status.getKey(), status.getValue());
        }
        json.end();
        json.end();
      }
    }
  }

  /** Of the AUC before it is folded: below 0.5 where real requests are the faster ones. */
  private static void interval(JsonFile json, String name, Auc auc) throws IOException {
    json.begin(name);
    json.number("from", auc.value() - auc.halfWidth());
    json.number("to", auc.value() + auc.halfWidth());
    json.end();
  }

  private static String text(double value, int decimals) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%." + decimals + "f", value) : "-";
  }
}
