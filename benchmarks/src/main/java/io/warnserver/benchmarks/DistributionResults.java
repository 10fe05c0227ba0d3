package io.warnserver.benchmarks;

import io.warnserver.benchmarks.meters.JsonFile;
import io.warnserver.benchmarks.meters.Seconds;
import io.warnserver.local.play.TextTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The figures of the runs, as a table and as JSON. */
final class DistributionResults {

  static final String FIRST = "first";
  static final String UNCHANGED = "unchanged";
  static final String ONE_NEW_HOUR = "oneNewHour";
  static final String ALL_COUNTRIES = "allCountries";

  /** Total CPU seconds that a run with a million keys is to stay below. */
  private static final Map<String, String> TO_REACH =
      Map.of(FIRST, "20", UNCHANGED, "0.3", ONE_NEW_HOUR, "0.25", ALL_COUNTRIES, "linear");

  private final Map<String, Figures> runs = new LinkedHashMap<>();

  void run(String name, Figures figures) {
    runs.put(name, figures);
  }

  /** One line a run, with what is to be reached with a million keys. */
  String table() {
    TextTable table =
        new TextTable()
            .row(
                "",
                "wall s",
                "CPU s",
                "database CPU s",
                "total CPU s",
                "to reach",
                "total s/M keys",
                "store CPU s",
                "heap MiB",
                "RSS MiB",
                "packages",
                "keys",
                "objects",
                "bytes",
                "requests",
                "load");
    runs.forEach((name, figures) -> row(table, name, figures));
    return table.toString();
  }

  private static void row(TextTable table, String name, Figures figures) {
    table.row(
        name,
        Seconds.text(figures.wallSeconds()),
        Seconds.text(figures.cpuSeconds()),
        Seconds.text(figures.databaseCpuSeconds()),
        Seconds.text(figures.totalCpuSeconds()),
        TO_REACH.getOrDefault(name, ""),
        Seconds.text(figures.totalCpuSecondsPerMillion()),
        Seconds.text(figures.storeCpuSeconds()),
        whole(figures.peakHeapMiB()),
        whole(figures.peakRssMiB()),
        figures.packages(),
        figures.keys(),
        figures.objects(),
        figures.bytes(),
        figures.storeRequests(),
        Seconds.text(figures.loadAverage()));
  }

  /** Without decimals; "-" for what this machine does not say. */
  private static Object whole(double value) {
    return Double.isNaN(value) ? "-" : Math.round(value);
  }

  /** Writes JSON, over a former file. */
  void write(Path file, BenchmarkSettings settings) throws IOException {
    Map<String, Object> json =
        JsonFile.object(
            "keys", settings.keys(),
            "jvm", String.join(" ", settings.jvmOptions()),
            "java", System.getProperty("java.runtime.version"),
            "processors", Runtime.getRuntime().availableProcessors());
    runs.forEach((name, figures) -> json.put(name, json(figures)));
    JsonFile.write(file, json);
  }

  private static Map<String, Object> json(Figures figures) {
    return JsonFile.object(
        "wallSeconds", figures.wallSeconds(),
        "cpuSeconds", figures.cpuSeconds(),
        "databaseCpuSeconds", figures.databaseCpuSeconds(),
        "totalCpuSeconds", figures.totalCpuSeconds(),
        "storeCpuSeconds", figures.storeCpuSeconds(),
        "peakHeapMiB", figures.peakHeapMiB(),
        "peakRssMiB", figures.peakRssMiB(),
        "objects", figures.objects(),
        "bytes", figures.bytes(),
        "storeRequests", figures.storeRequests(),
        "packages", figures.packages(),
        "keys", figures.keys(),
        "loadAverage", figures.loadAverage());
  }
}
