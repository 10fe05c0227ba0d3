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
    JsonFile.write(
        file,
        JsonFile.object(
            "server",
            settings.server().kind().word(),
            "jvm",
            settings.server().jvm(),
            "java",
            System.getProperty("java.runtime.version"),
            "processors",
            Runtime.getRuntime().availableProcessors(),
            "loadAverage",
            figures.loadAverage(),
            "database",
            JsonFile.object(
                "fsync", figures.durability().fsync(),
                "synchronousCommit", figures.durability().synchronousCommit(),
                "fullPageWrites", figures.durability().fullPageWrites()),
            "real",
            real(figures.real()),
            "rssMiB",
            figures.rssMiB(),
            "floor",
            JsonFile.object(
                "perSecond", figures.floorPerSecond(),
                "emptyPost", part(figures.emptyPost()),
                "insert", part(figures.insert())),
            "warmUp",
            figures.warmUp().stream()
                .map(
                    window ->
                        JsonFile.object(
                            "requests", window.requests(), "cpuMillisEach", window.cpuMillisEach()))
                .toList(),
            "trials",
            figures.trials().stream()
                .map(
                    trial ->
                        JsonFile.object(
                            "perSecond", trial.perSecond(),
                            "failureRate", trial.failureRate(),
                            "p50Millis", trial.p50Millis(),
                            "p99Millis", trial.p99Millis()))
                .toList()));
  }

  private Map<String, Object> real(LoadResult real) {
    return JsonFile.object(
        "perSecond", real.perSecond(),
        "requests", real.requests(),
        "failures", real.failures(),
        "cpuMillisEach", figures.cpuMillisEach(),
        "databaseCpuMillisEach", figures.databaseCpuMillisEach(),
        "generatorCpuMillisEach", figures.generatorCpuMillisEach(),
        "p50Millis", real.times().millis(50),
        "p90Millis", real.times().millis(90),
        "p99Millis", real.times().millis(99),
        "p999Millis", real.times().millis(99.9),
        "maxMillis", real.times().millis(100),
        "generatorLagP99Millis", real.lag().millis(99),
        "keysStoredEach", figures.keysStoredEach(),
        "statuses", real.statuses());
  }

  private static Map<String, Object> part(Part part) {
    return JsonFile.object(
        "perSecond", part.perSecond(),
        "cpuMillisEach", part.cpuMillisEach(),
        "databaseCpuMillisEach", part.databaseCpuMillisEach());
  }

  private static String text(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.2f", value);
  }
}
