package io.warnserver.benchmarks.federation;

import io.warnserver.benchmarks.meters.JsonFile;
import io.warnserver.benchmarks.meters.Seconds;
import io.warnserver.local.play.TextTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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
    JsonFile.write(
        file,
        JsonFile.object(
            "jvm",
            String.join(" ", jvmOptions),
            "java",
            System.getProperty("java.runtime.version"),
            "processors",
            Runtime.getRuntime().availableProcessors(),
            "drain",
            json(figures.first()),
            "drainWarm",
            json(figures.warm()),
            "drainThreeTimes",
            json(figures.threeTimes()),
            "floor",
            JsonFile.object(
                "wallSeconds", figures.floor().wallSeconds(),
                "cpuSeconds", figures.floor().cpuSeconds(),
                "batches", figures.floor().batches(),
                "bytes", figures.floor().bytes()),
            "drainLimitSeconds",
            figures.limitSeconds(),
            "upload",
            json(figures.upload()),
            "signing",
            JsonFile.object(
                "cpuSeconds", figures.signing(),
                "warmCpuSeconds", figures.warmSigning(),
                "rsaWarmCpuSeconds", figures.rsaSigning())));
  }

  private static Map<String, Object> json(Cost cost) {
    return JsonFile.object(
        "batches", cost.batches(),
        "keys", cost.keys(),
        "wallSeconds", cost.wallSeconds(),
        "cpuSeconds", cost.cpuSeconds(),
        "databaseCpuSeconds", cost.databaseCpuSeconds(),
        "gatewayCpuSeconds", cost.gatewayCpuSeconds(),
        "peakHeapMiB", cost.peakHeapMiB(),
        "peakRssMiB", cost.peakRssMiB(),
        "loadAverage", cost.loadAverage());
  }
}
