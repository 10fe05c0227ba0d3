package io.warnserver.local.gateway;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.warnserver.protocols.federation.DiagnosisKey;
import io.warnserver.protocols.federation.DiagnosisKeyBatch;
import io.warnserver.protocols.federation.ReportType;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Base64;
import java.util.List;

/**
 * Batches in the gateway's JSON, which is not that of Protocol Buffers (federation gateway
 * protocol, messages): an unknown name is ignored, what has its default value is left out.
 */
final class JsonBatch {

  private JsonBatch() {}

  /**
   * Reads a batch.
   *
   * @throws Refusal with 400
   */
  static DiagnosisKeyBatch parse(ByteString body) {
    DiagnosisKeyBatch.Builder batch = DiagnosisKeyBatch.newBuilder();
    try (var json = Json.createParser(body.newInput())) {
      json.next();
      JsonValue keys = json.getObject().getOrDefault("keys", JsonValue.EMPTY_JSON_ARRAY);
      if (json.hasNext()) {
        throw new JsonException("there is something after it");
      }
      keys.asJsonArray().getValuesAs(JsonBatch::key).forEach(batch::addKeys);
      return batch.build();
    } catch (RuntimeException e) {
      throw new Refusal(400, "the body cannot be read");
    }
  }

  private static DiagnosisKey key(JsonValue value) {
    DiagnosisKey.Builder key = DiagnosisKey.newBuilder();
    JsonObject json = value.asJsonObject();
    for (String name : json.keySet()) {
      switch (name) {
        case "keyData" ->
            key.setKeyData(ByteString.copyFrom(Base64.getDecoder().decode(json.getString(name))));
        case "rollingStartIntervalNumber" -> key.setRollingStartIntervalNumber(json.getInt(name));
        case "rollingPeriod" -> key.setRollingPeriod(json.getInt(name));
        case "transmissionRiskLevel" ->
            key.setTransmissionRiskLevel(json.getJsonNumber(name).intValueExact());
        case "visitedCountries" ->
            key.addAllVisitedCountries(json.getJsonArray(name).getValuesAs(JsonString::getString));
        case "origin" -> key.setOrigin(json.getString(name));
        case "reportType" -> key.setReportType(ReportType.valueOf(json.getString(name)));
        case "days_since_onset_of_symptoms" ->
            key.setDaysSinceOnsetOfSymptoms(json.getJsonNumber(name).intValueExact());
        default -> {}
      }
    }
    return key.build();
  }

  /** Writes a batch. */
  static ByteString write(DiagnosisKeyBatch batch) {
    JsonArrayBuilder keys = Json.createArrayBuilder();
    batch.getKeysList().forEach(key -> keys.add(written(key)));
    JsonObjectBuilder json = Json.createObjectBuilder();
    if (batch.getKeysCount() > 0) {
      json.add("keys", keys);
    }
    return ByteString.copyFromUtf8(json.build().toString());
  }

  private static JsonObjectBuilder written(DiagnosisKey key) {
    JsonObjectBuilder json = Json.createObjectBuilder();
    // Only those that do not have their default value.
    key.getAllFields().forEach((field, value) -> json.add(field.getName(), written(field, value)));
    return json;
  }

  private static JsonValue written(FieldDescriptor field, Object value) {
    return switch (field.getType()) {
      case BYTES ->
          Json.createValue(Base64.getEncoder().encodeToString(((ByteString) value).toByteArray()));
      case UINT32 -> Json.createValue(Integer.toUnsignedLong((Integer) value));
      case INT32, SINT32 -> Json.createValue((Integer) value);
      case ENUM -> Json.createValue(((EnumValueDescriptor) value).getName());
      default ->
          value instanceof List<?> texts
              ? Json.createArrayBuilder(texts).build()
              : Json.createValue((String) value);
    };
  }
}
