package io.warnserver.benchmarks.meters;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of figures, written from top to bottom. */
public final class JsonFile implements Closeable {

  private static final double DECIMALS = 10_000;

  private final JsonGenerator json;

  private JsonFile(JsonGenerator json) {
    this.json = json;
  }

  /** Begins an object, over a former file. */
  public static JsonFile create(Path file) throws IOException {
    JsonFile created = open(file);
    created.json.writeStartObject();
    return created;
  }

  /** Begins a list of objects, over a former file. */
  public static JsonFile createList(Path file) throws IOException {
    JsonFile created = open(file);
    created.json.writeStartArray();
    return created;
  }

  private static JsonFile open(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    return new JsonFile(
        new JsonFactory()
            .createGenerator(file.toFile(), JsonEncoding.UTF8)
            .useDefaultPrettyPrinter());
  }

  /** A text; null as such. */
  public void text(String name, String value) throws IOException {
    json.writeStringField(name, value);
  }

  /** A text in a list. */
  public void item(String value) throws IOException {
    json.writeString(value);
  }

  /** A whole number. */
  public void number(String name, int value) throws IOException {
    json.writeNumberField(name, value);
  }

  /** A number with four decimals; null for what is not known. */
  public void number(String name, double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumberField(name, Math.round(value * DECIMALS) / DECIMALS);
    } else {
      json.writeNullField(name);
    }
  }

  /** A truth value. */
  public void flag(String name, boolean value) throws IOException {
    json.writeBooleanField(name, value);
  }

  /** Begins an object in an object. */
  public void begin(String name) throws IOException {
    json.writeObjectFieldStart(name);
  }

  /** Begins an object in a list. */
  public void beginItem() throws IOException {
    json.writeStartObject();
  }

  /** Ends an object. */
  public void end() throws IOException {
    json.writeEndObject();
  }

  /** Begins a list in an object. */
  public void beginList(String name) throws IOException {
    json.writeArrayFieldStart(name);
  }

  /** Ends a list. */
  public void endList() throws IOException {
    json.writeEndArray();
  }

  /** Ends what is open, and the file. */
  @Override
  public void close() throws IOException {
    json.close();
  }
}
