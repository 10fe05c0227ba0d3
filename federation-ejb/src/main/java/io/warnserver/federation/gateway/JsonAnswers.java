package io.warnserver.federation.gateway;

import io.warnserver.federation.audit.AuditEntry;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.stream.JsonParser;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Reads the gateway's JSON. What is not as it must be is a {@link GatewayException}, also what the
 * parser has no word for: too deep, too long a number.
 */
final class JsonAnswers {

  private static final String NO_AUDIT = "the body is not audit information";

  private static final Jsonb JSONB = JsonbBuilder.create();

  private JsonAnswers() {}

  /**
   * The body of a 207.
   *
   * @param keys how many were uploaded
   */
  static UploadAnswer.Mixed mixed(InputStream body, int keys) {
    return read(
        body,
        JsonObject.class,
        "status 207 without a readable body",
        object -> mixed(object, keys));
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
      throw new GatewayException("not every key is there once");
    }
    return mixed;
  }

  private static List<Integer> indices(JsonObject object, String status) {
    return object.get(status) instanceof JsonArray array
        ? array.getValuesAs(JsonNumber::intValueExact)
        : List.of();
  }

  /**
   * The audit information of a batch, an entry at a time: all of it as JSON would take several
   * times the heap. Many entries have the same certificates; each is kept once.
   */
  static List<AuditEntry> audit(InputStream body) {
    Map<String, String> same = new HashMap<>();
    try (JsonParser json = Json.createParser(new ShortTexts(body))) {
      if (json.next() != JsonParser.Event.START_ARRAY) {
        throw new GatewayException(NO_AUDIT);
      }
      List<AuditEntry> entries =
          json.getArrayStream()
              .limit(BatchReader.MAX_KEYS + 1L)
              .map(entry -> entry(entry.asJsonObject(), same))
              .toList();
      if (entries.size() > BatchReader.MAX_KEYS) {
        throw new GatewayException(NO_AUDIT);
      }
      return entries;
    } catch (RuntimeException e) {
      throw new GatewayException(NO_AUDIT);
    }
  }

  private static AuditEntry entry(JsonObject entry, Map<String, String> same) {
    UnaryOperator<String> text =
        name -> entry.get(name) instanceof JsonString value ? value.getString() : "";
    UnaryOperator<String> shared =
        name -> same.computeIfAbsent(text.apply(name), Function.identity());
    return new AuditEntry(
        shared.apply("country"),
        text.apply("uploadedTime"),
        shared.apply("uploaderCertificate"),
        shared.apply("uploaderThumbprint"),
        shared.apply("uploaderOperatorSignature"),
        shared.apply("signingCertificate"),
        shared.apply("uploaderSigningThumbprint"),
        shared.apply("signingCertificateOperatorSignature"),
        entry.get("amount") instanceof JsonNumber amount ? amount.intValueExact() : 0,
        text.apply("batchSignature"));
  }

  /** The registered callbacks. */
  static List<Gateway.Subscription> callbacks(InputStream body) {
    return read(
        body, Gateway.Subscription[].class, "the body is not a list of callbacks", List::of);
  }

  private static <J, T> T read(
      InputStream body, Class<J> type, String fault, Function<J, T> meaning) {
    try {
      return meaning.apply(JSONB.fromJson(body, type));
    } catch (RuntimeException e) {
      throw new GatewayException(fault);
    }
  }
}
