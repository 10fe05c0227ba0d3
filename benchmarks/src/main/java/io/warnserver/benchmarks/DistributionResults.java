package io.warnserver.benchmarks;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.warnserver.benchmarks.meters.Seconds;
import io.warnserver.local.play.TextTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The figures of the runs and the floor, as a table and as JSON. */
final class DistributionResults {

  static final String FIRST = "first";
  static final String UNCHANGED = "unchanged";
  static final String ONE_NEW_HOUR = "oneNewHour";
  static final String ALL_COUNTRIES = "allCountries";
  static final String FLOOR = "floor";

  /** CPU seconds that a run with a million keys is to stay below. */
  private static final Map<String, String> TO_REACH =
      Map.of(FIRST, "7", UNCHANGED, "0.6", ONE_NEW_HOUR, "1", ALL_COUNTRIES, "linear");

  private final Map<String, Figures> runs = new LinkedHashMap<>();
  private Floor floor = Floor.none();

  void run(String name, Figures figures) {
    runs.put(name, figures);
  }

  void floor(Floor measured) {
    floor = measured;
  }

  /** One line a run, with what is to be reached with a million keys. */
  String table() {
    TextTable table =
        new TextTable()
            .row(
                "",
                "wall s",
                "CPU s",
                "to reach",
                "CPU s/M keys",
                "heap MiB",
                "RSS MiB",
                "packages",
                "keys",
                "objects",
                "bytes",
                "requests",
                "load");
    runs.forEach((name, figures) -> row(table, name, figures));
    row(table, FLOOR, floor.total());
    floor
        .parts()
        .forEach(
            (name, part) ->
                table.row(
                    "  " + name,
                    Seconds.text(part.wallSeconds()),
                    Seconds.text(part.cpuSeconds())));
    return table.toString();
  }

  private static void row(TextTable table, String name, Figures figures) {
    table.row(
        name,
        Seconds.text(figures.wallSeconds()),
        Seconds.text(figures.cpuSeconds()),
        TO_REACH.getOrDefault(name, ""),
        Seconds.text(figures.cpuSecondsPerMillion()),
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
    Files.createDirectories(file.toAbsolutePath().getParent());
    try (JsonGenerator json =
        new JsonFactory()
            .createGenerator(file.toFile(), JsonEncoding.UTF8)
            .useDefaultPrettyPrinter()) {
      json.writeStartObject();
      json.writeNumberField("keys", settings.keys());
      json.writeStringField("jvm", String.join(" ", settings.jvmOptions()));
      json.writeStringField("java", System.getProperty("java.runtime.version"));
      json.writeNumberField("processors", Runtime.getRuntime().availableProcessors());
      for (Map.Entry<String, Figures> run : runs.entrySet()) {
        json.writeObjectFieldStart(run.getKey());
        writeFigures(json, run.getValue());
        json.writeEndObject();
      }
      json.writeObjectFieldStart(FLOOR);
      writeFigures(json, floor.total());
      json.writeObjectFieldStart("parts");
      for (Map.Entry<String, Floor.Part> part : floor.parts().entrySet()) {
        json.writeObjectFieldStart(part.getKey());
        number(json, "wallSeconds", part.getValue().wallSeconds());
        number(json, "cpuSeconds", part.getValue().cpuSeconds());
        json.writeEndObject();
      }
      json.writeEndObject();
      json.writeEndObject();
      json.writeEndObject();
    }
  }

  private static void writeFigures(JsonGenerator json, Figures figures) throws IOException {
    number(json, "wallSeconds", figures.wallSeconds());
    number(json, "cpuSeconds", figures.cpuSeconds());
    number(json, "peakHeapMiB", figures.peakHeapMiB());
    number(json, "peakRssMiB", figures.peakRssMiB());
    json.writeNumberField("objects", figures.objects());
    json.writeNumberField("bytes", figures.bytes());
    json.writeNumberField("storeRequests", figures.storeRequests());
    json.writeNumberField("packages", figures.packages());
    json.writeNumberField("keys", figures.keys());
    number(json, "loadAverage", figures.loadAverage());
  }

  /** With three decimals; null where the machine does not say. */
  private static void number(JsonGenerator json, String name, double value) throws IOException {
    if (Double.isNaN(value)) {
      json.writeNullField(name);
    } else {
      json.writeNumberField(name, Math.round(value * 1000) / 1000.0);
    }
  }
}
