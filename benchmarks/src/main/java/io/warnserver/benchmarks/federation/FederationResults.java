package io.warnserver.benchmarks.federation;

import io.warnserver.benchmarks.meters.JsonFile;
import io.warnserver.benchmarks.meters.Seconds;
import io.warnserver.local.play.TextTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The figures as a table and as JSON. */
final class FederationResults {

  private static final double SIGNING_LIMIT = 2;

  private final FederationFigures figures;

  FederationResults(FederationFigures figures) {
    this.figures = figures;
  }

  /** A line a run, with what is to be reached. */
  String table() {
    BodyFetching.Fetched floor = figures.floor();
    TextTable table =
        new TextTable()
            .row(
                "",
                "wall s",
                "to reach",
                "CPU s",
                "to reach",
                "database CPU s",
                "gateway CPU s",
                "heap MiB",
                "RSS MiB",
                "batches",
                "keys",
                "load");
    String limit = Seconds.text(figures.limitSeconds());
    row(table, "drain, new process", limit, figures.first());
    row(table, "drain, warm", limit, figures.warm());
    row(table, "drain of three times as many", "", figures.threeTimes());
    table.row(
        "floor: fetch and discard",
        Seconds.text(floor.wallSeconds()),
        "",
        Seconds.text(floor.cpuSeconds()),
        "",
        "",
        "",
        "",
        "",
        floor.batches());
    row(table, "upload", "", figures.upload());
    String most = Seconds.text(SIGNING_LIMIT);
    table.row("  signing alone, EC, new code", "", "", Seconds.text(figures.signing()), most);
    table.row("  signing alone, EC, warm", "", "", Seconds.text(figures.warmSigning()), most);
    table.row("  signing alone, RSA, warm", "", "", Seconds.text(figures.rsaSigning()), most);
    return table.toString();
  }

  private static void row(TextTable table, String name, String limit, Cost cost) {
    table.row(
        name,
        Seconds.text(cost.wallSeconds()),
        limit,
        Seconds.text(cost.cpuSeconds()),
        "",
        Seconds.text(cost.databaseCpuSeconds()),
        Seconds.text(cost.gatewayCpuSeconds()),
        whole(cost.peakHeapMiB()),
        whole(cost.peakRssMiB()),
        cost.batches(),
        cost.keys(),
        Seconds.text(cost.loadAverage()));
  }

  private static String whole(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.0f", value);
  }

  /** Writes JSON, over a former file. */
  void write(Path file, List<String> jvmOptions) throws IOException {
    try (JsonFile json = JsonFile.create(file)) {
      json.text("jvm", String.join(" ", jvmOptions));
      json.text("java", System.getProperty("java.runtime.version"));
      json.number("processors", Runtime.getRuntime().availableProcessors());
      write(json, "drain", figures.first());
      write(json, "drainWarm", figures.warm());
      write(json, "drainThreeTimes", figures.threeTimes());
      json.begin("floor");
      json.number("wallSeconds", figures.floor().wallSeconds());
      json.number("cpuSeconds", figures.floor().cpuSeconds());
      json.number("batches", figures.floor().batches());
      json.number("bytes", Math.toIntExact(figures.floor().bytes()));
      json.end();
      json.number("drainLimitSeconds", figures.limitSeconds());
      write(json, "upload", figures.upload());
      json.begin("signing");
      json.number("cpuSeconds", figures.signing());
      json.number("warmCpuSeconds", figures.warmSigning());
      json.number("rsaWarmCpuSeconds", figures.rsaSigning());
      json.end();
    }
  }

  private static void write(JsonFile json, String name, Cost cost) throws IOException {
    json.begin(name);
    json.number("batches", Math.toIntExact(cost.batches()));
    json.number("keys", Math.toIntExact(cost.keys()));
    json.number("wallSeconds", cost.wallSeconds());
    json.number("cpuSeconds", cost.cpuSeconds());
    json.number("databaseCpuSeconds", cost.databaseCpuSeconds());
    json.number("gatewayCpuSeconds", cost.gatewayCpuSeconds());
    json.number("peakHeapMiB", cost.peakHeapMiB());
    json.number("peakRssMiB", cost.peakRssMiB());
    json.number("loadAverage", cost.loadAverage());
    json.end();
  }
}
