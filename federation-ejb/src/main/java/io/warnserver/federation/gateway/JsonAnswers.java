package io.warnserver.federation.gateway;

import io.warnserver.federation.audit.AuditEntry;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Reads the gateway's JSON. Whatever is not as it must be is a {@link JsonException}, also what the
 * parser has no word for: too deep, too long a number.
 */
final class JsonAnswers {

  private JsonAnswers() {}

  /**
   * The body of a 207.
   *
   * @param keys how many were uploaded
   */
  static UploadAnswer.Mixed mixed(InputStream body, int keys) {
    return read(body, json -> mixed(json.asJsonObject(), keys));
  }

  private static UploadAnswer.Mixed mixed(JsonObject object, int keys) {
    UploadAnswer.Mixed mixed =
        new UploadAnswer.Mixed(
            indices(object, "201"), indices(object, "409"), indices(object, "500"));
    List<Integer> all =
        Stream.of(mixed.good(), mixed.known(), mixed.failed())
            .flatMap(List::stream)
            .sorted()
            .toList();
    if (!all.equals(IntStream.range(0, keys).boxed().toList())) {
      throw new JsonException("not every key is there once");
    }
    return mixed;
  }

  /** The audit information of a batch. */
  static List<AuditEntry> audit(InputStream body) {
    return read(body, json -> objects(json.asJsonArray()).map(JsonAnswers::entry).toList());
  }

  /** The registered callbacks. */
  static List<Gateway.Subscription> callbacks(InputStream body) {
    return read(body, json -> objects(json.asJsonArray()).map(JsonAnswers::callback).toList());
  }

  private static Gateway.Subscription callback(JsonObject one) {
    return new Gateway.Subscription(text(one, "callbackId"), text(one, "url"));
  }

  private static AuditEntry entry(JsonObject entry) {
    return new AuditEntry(
        text(entry, "country"),
        instant(text(entry, "uploadedTime")),
        text(entry, "uploaderCertificate"),
        text(entry, "uploaderThumbprint"),
        text(entry, "uploaderOperatorSignature"),
        text(entry, "signingCertificate"),
        text(entry, "uploaderSigningThumbprint"),
        text(entry, "signingCertificateOperatorSignature"),
        entry.get("amount") instanceof JsonNumber amount ? integer(amount) : 0,
        text(entry, "batchSignature"));
  }

  private static List<Integer> indices(JsonObject object, String status) {
    return object.get(status) instanceof JsonArray array
        ? array.stream()
            .map(
                value -> {
                  if (value instanceof JsonNumber number) {
                    return integer(number);
                  }
                  throw new JsonException("an index is not a number");
                })
            .toList()
        : List.of();
  }

  private static int integer(JsonNumber number) {
    try {
      return number.intValueExact();
    } catch (ArithmeticException e) {
      throw new JsonException("not a whole number", e);
    }
  }

  /** A text; empty where there is none. */
  private static String text(JsonObject object, String name) {
    return object.get(name) instanceof JsonString text ? text.getString() : "";
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Stream<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonValue::asJsonObject);
  }

  private static <T> T read(InputStream body, Function<JsonStructure, T> meaning) {
    try (JsonReader reader = Json.createReader(body)) {
      return meaning.apply(reader.read());
    } catch (RuntimeException e) {
      throw new JsonException("not as it must be", e);
    }
  }
}
