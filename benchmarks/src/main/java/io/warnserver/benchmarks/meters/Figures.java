package io.warnserver.benchmarks.meters;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.warnserver.local.play.TextTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Figures by the names that docs/benchmarks.md explains, in order: maps are objects, lists are
 * arrays, NaN is what this machine does not give.
 */
public final class Figures {

  private static final double DECIMALS = 10_000;

  private Figures() {}

  /** Names and values in turn. */
  public static Map<String, Object> of(Object... namesAndValues) {
    Map<String, Object> figures = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      figures.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return figures;
  }

  /** Without objects in objects: their names are joined, as in {@code floor.insert.perSecond}. */
  public static Map<String, Object> flat(Map<?, ?> figures) {
    Map<String, Object> flat = new LinkedHashMap<>();
    figures.forEach(
        (name, value) -> {
          if (value instanceof Map<?, ?> inner) {
            flat(inner).forEach((innerName, figure) -> flat.put(name + "." + innerName, figure));
          } else {
            flat.put(String.valueOf(name), value);
          }
        });
    return flat;
  }

  /** A line for each row, under the names of the figures; of a list its length. */
  public static String table(Map<String, Map<String, Object>> rows) {
    List<String> names =
        rows.values().stream().flatMap(row -> flat(row).keySet().stream()).distinct().toList();
    TextTable table = new TextTable().row(Stream.concat(Stream.of(""), names.stream()).toArray());
    rows.forEach(
        (title, row) -> {
          Map<String, Object> flat = flat(row);
          Stream<Object> cells = names.stream().map(name -> cell(flat.getOrDefault(name, "")));
          table.row(Stream.concat(Stream.of(title), cells).toArray());
        });
    return table.toString();
  }

  private static Object cell(Object value) {
    if (value instanceof Double number) {
      return number.isNaN() ? "-" : String.format(Locale.ROOT, "%.3f", number);
    }
    return value instanceof List<?> list ? list.size() : value;
  }

  /** Writes JSON, over a former file. */
  static void write(Path file, Object content) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    try (JsonGenerator json =
        new JsonFactory()
            .createGenerator(file.toFile(), JsonEncoding.UTF8)
            .useDefaultPrettyPrinter()) {
      write(json, content);
    }
  }

  /** Numbers have up to four decimals; what is not known is null. */
  private static void write(JsonGenerator json, Object value) throws IOException {
    if (value instanceof Map<?, ?> object) {
      json.writeStartObject();
      for (Map.Entry<?, ?> member : object.entrySet()) {
        json.writeFieldName(String.valueOf(member.getKey()));
        write(json, member.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof List<?> list) {
      json.writeStartArray();
      for (Object item : list) {
        write(json, item);
      }
      json.writeEndArray();
    } else if (value instanceof Double number) {
      if (Double.isFinite(number)) {
        json.writeNumber(Math.round(number * DECIMALS) / DECIMALS);
      } else {
        json.writeNull();
      }
    } else {
      // Text, whole numbers, yes and no.
      json.writeObject(value);
    }
  }
}
