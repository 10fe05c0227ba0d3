package io.warnserver.benchmarks.submission;

import io.warnserver.benchmarks.load.LoadResult;
import io.warnserver.benchmarks.meters.JsonFile;
import io.warnserver.benchmarks.server.ServerKind;
import io.warnserver.local.play.TextTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** The figures as a table and as JSON. */
final class SubmissionResults {

  private static final double PART_OF_FLOOR = 0.7;

  private final SubmissionBenchmarkSettings settings;
  private final SubmissionFigures figures;

  SubmissionResults(SubmissionBenchmarkSettings settings, SubmissionFigures figures) {
    this.settings = settings;
    this.figures = figures;
  }

  /** A line a figure, with what is to be reached. */
  String table() {
    LoadResult real = figures.real();
    Part post = figures.emptyPost();
    Part insert = figures.insert();
    return new TextTable()
        .row(settings.server().kind().word(), "figure", "to reach")
        .row(
            "real submissions a second",
            text(real.perSecond()),
            "1500 or " + text(PART_OF_FLOOR * figures.floorPerSecond()))
        .row("  failed of " + real.requests(), text(real.failures()), "")
        .row("  CPU of the server, ms each", text(figures.cpuMillisEach()), "0.55")
        .row("  CPU of PostgreSQL, ms each", text(figures.databaseCpuMillisEach()), "")
        .row("  CPU of the load generator, ms each", text(figures.generatorCpuMillisEach()), "")
        .row("  p50 ms", text(real.times().millis(50)), "")
        .row("  p99 ms", text(real.times().millis(99)), "")
        .row("  keys stored each", text(figures.keysStoredEach()), "14.00")
        .row(
            "resident memory, MiB",
            text(figures.rssMiB()),
            settings.server().kind() == ServerKind.MICRO ? "512" : "")
        .row("floor: both a second", text(figures.floorPerSecond()), "")
        .row("  empty POST a second", text(post.perSecond()), "")
        .row("  empty POST, CPU of the server, ms each", text(post.cpuMillisEach()), "")
        .row("  insert a second", text(insert.perSecond()), "")
        .row("  insert, CPU of this process, ms each", text(insert.cpuMillisEach()), "")
        .row("  insert, CPU of PostgreSQL, ms each", text(insert.databaseCpuMillisEach()), "")
        .toString();
  }

  /** Writes JSON, over a former file. */
  void write(Path file) throws IOException {
    try (JsonFile json = JsonFile.create(file)) {
      json.text("server", settings.server().kind().word());
      json.text("jvm", settings.server().jvm());
      json.text("java", System.getProperty("java.runtime.version"));
      json.number("processors", Runtime.getRuntime().availableProcessors());
      json.number("loadAverage", figures.loadAverage());
      json.begin("database");
      json.text("fsync", figures.durability().fsync());
      json.text("synchronousCommit", figures.durability().synchronousCommit());
      json.text("fullPageWrites", figures.durability().fullPageWrites());
      json.end();
      json.begin("real");
      writeReal(json, figures.real());
      json.end();
      json.number("rssMiB", figures.rssMiB());
      json.begin("floor");
      json.number("perSecond", figures.floorPerSecond());
      json.begin("emptyPost");
      writePart(json, figures.emptyPost());
      json.end();
      json.begin("insert");
      writePart(json, figures.insert());
      json.end();
      json.end();
      json.beginList("warmUp");
      for (WarmUp.Window window : figures.warmUp()) {
        json.beginItem();
        json.number("requests", window.requests());
        json.number("cpuMillisEach", window.cpuMillisEach());
        json.end();
      }
      json.endList();
      json.beginList("trials");
      for (SubmissionFigures.Trial trial : figures.trials()) {
        json.beginItem();
        json.number("perSecond", trial.perSecond());
        json.number("failureRate", trial.failureRate());
        json.number("p50Millis", trial.p50Millis());
        json.number("p99Millis", trial.p99Millis());
        json.end();
      }
      json.endList();
    }
  }

  private void writeReal(JsonFile json, LoadResult real) throws IOException {
    json.number("perSecond", real.perSecond());
    json.number("requests", real.requests());
    json.number("failures", real.failures());
    json.number("cpuMillisEach", figures.cpuMillisEach());
    json.number("databaseCpuMillisEach", figures.databaseCpuMillisEach());
    json.number("generatorCpuMillisEach", figures.generatorCpuMillisEach());
    json.number("p50Millis", real.times().millis(50));
    json.number("p90Millis", real.times().millis(90));
    json.number("p99Millis", real.times().millis(99));
    json.number("p999Millis", real.times().millis(99.9));
    json.number("maxMillis", real.times().millis(100));
    json.number("generatorLagP99Millis", real.lag().millis(99));
    json.number("keysStoredEach", figures.keysStoredEach());
    json.begin("statuses");
    for (Map.Entry<Integer, Integer> status : real.statuses().entrySet()) {
      json.number(String.valueOf(status.getKey()), status.getValue());
    }
    json.end();
  }

  private static void writePart(JsonFile json, Part part) throws IOException {
    json.number("perSecond", part.perSecond());
    json.number("cpuMillisEach", part.cpuMillisEach());
    json.number("databaseCpuMillisEach", part.databaseCpuMillisEach());
  }

  private static String text(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.2f", value);
  }
}
