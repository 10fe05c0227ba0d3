package io.warnserver.benchmarks.alike;

import io.warnserver.benchmarks.load.Exchange;
import io.warnserver.benchmarks.meters.Figures;
import io.warnserver.benchmarks.meters.Properties;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was seen in each state over so many connections. */
final class AlikeResults {

  private final List<Map<String, Object>> figures = new ArrayList<>();
  private final Map<String, Map<String, Object>> rows = new LinkedHashMap<>();
  private final StringBuilder differences = new StringBuilder();

  /**
   * Adds a comparison.
   *
   * @param settling what was seen before, while the server got used to the state
   */
  void add(State state, int connections, Comparison seen, Sample settling) {
    Map<String, Object> all =
        Figures.of("state", Properties.word(state), "connections", connections);
    all.putAll(seen.figures());
    all.put("settling", statuses(settling));
    figures.add(all);
    String title = Properties.word(state) + ", " + connections + " connections";
    Map<String, Object> row = seen.figures();
    row.put("to reach: " + Comparison.MOST_AUC + " and 0", seen.verdict());
    rows.put(title, row);
    for (String difference : seen.differences()) {
      differences.append(System.lineSeparator()).append(title).append(": ").append(difference);
    }
  }

  private static Map<String, Integer> statuses(Sample sample) {
    Map<String, Integer> statuses = new TreeMap<>();
    for (Exchange real : sample.real()) {
      statuses.merge("real " + real.status(), 1, Integer::sum);
    }
    for (Exchange fake : sample.fake()) {
      statuses.merge("fake " + fake.status(), 1, Integer::sum);
    }
    return statuses;
  }

  /** All figures, in order. */
  List<Map<String, Object>> figures() {
    return figures;
  }

  /** A line a state and number of connections; then every difference. */
  String table() {
    return Figures.table(rows) + differences;
  }
}
