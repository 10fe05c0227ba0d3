package io.warnserver.local.gateway;

import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.ByteString;
import io.warnserver.protocols.federation.DiagnosisKey;
import io.warnserver.protocols.federation.DiagnosisKeyBatch;
import io.warnserver.protocols.federation.ReportType;
import java.io.IOException;

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
  static DiagnosisKeyBatch parse(byte[] body) {
    DiagnosisKeyBatch.Builder batch = DiagnosisKeyBatch.newBuilder();
    try (JsonParser json = JsonText.FACTORY.createParser(body)) {
      expect(json.nextToken() == JsonToken.START_OBJECT);
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        boolean known = json.currentName().equals("keys");
        JsonToken value = json.nextToken();
        if (!known) {
          json.skipChildren();
          continue;
        }
        expect(value == JsonToken.START_ARRAY);
        while (json.nextToken() == JsonToken.START_OBJECT) {
          batch.addKeys(key(json));
        }
        expect(json.currentToken() == JsonToken.END_ARRAY);
      }
      expect(json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null);
      return batch.build();
    } catch (IOException | IllegalArgumentException e) {
      throw new Refusal(400, "the body cannot be read");
    }
  }

  private static DiagnosisKey key(JsonParser json) throws IOException {
    DiagnosisKey.Builder key = DiagnosisKey.newBuilder();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "keyData" -> key.setKeyData(ByteString.copyFrom(json.getBinaryValue()));
        case "rollingStartIntervalNumber" ->
            key.setRollingStartIntervalNumber((int) json.getLongValue());
        case "rollingPeriod" -> key.setRollingPeriod((int) json.getLongValue());
        case "transmissionRiskLevel" -> key.setTransmissionRiskLevel(json.getIntValue());
        case "visitedCountries" -> {
          expect(json.currentToken() == JsonToken.START_ARRAY);
          while (json.nextToken() == JsonToken.VALUE_STRING) {
            key.addVisitedCountries(json.getText());
          }
        }
        case "origin" -> key.setOrigin(json.getText());
        case "reportType" -> key.setReportType(ReportType.valueOf(json.getText()));
        case "days_since_onset_of_symptoms" -> key.setDaysSinceOnsetOfSymptoms(json.getIntValue());
        default -> json.skipChildren();
      }
    }
    expect(json.currentToken() == JsonToken.END_OBJECT);
    return key.build();
  }

  /** Writes a batch. */
  static ByteString write(DiagnosisKeyBatch batch) {
    return ByteString.copyFromUtf8(
        JsonText.write(
            json -> {
              json.writeStartObject();
              if (batch.getKeysCount() > 0) {
                json.writeArrayFieldStart("keys");
                for (DiagnosisKey key : batch.getKeysList()) {
                  write(json, key);
                }
                json.writeEndArray();
              }
              json.writeEndObject();
            }));
  }

  private static void write(JsonGenerator json, DiagnosisKey key) throws IOException {
    json.writeStartObject();
    if (!key.getKeyData().isEmpty()) {
      json.writeFieldName("keyData");
      byte[] data = key.getKeyData().toByteArray();
      json.writeBinary(Base64Variants.MIME_NO_LINEFEEDS, data, 0, data.length);
    }
    number(
        json,
        "rollingStartIntervalNumber",
        Integer.toUnsignedLong(key.getRollingStartIntervalNumber()));
    number(json, "rollingPeriod", Integer.toUnsignedLong(key.getRollingPeriod()));
    number(json, "transmissionRiskLevel", key.getTransmissionRiskLevel());
    if (key.getVisitedCountriesCount() > 0) {
      json.writeArrayFieldStart("visitedCountries");
      for (String country : key.getVisitedCountriesList()) {
        json.writeString(country);
      }
      json.writeEndArray();
    }
    if (!key.getOrigin().isEmpty()) {
      json.writeStringField("origin", key.getOrigin());
    }
    if (key.getReportTypeValue() != 0) {
      json.writeStringField("reportType", key.getReportType().name());
    }
    number(json, "days_since_onset_of_symptoms", key.getDaysSinceOnsetOfSymptoms());
    json.writeEndObject();
  }

  private static void number(JsonGenerator json, String name, long value) throws IOException {
    if (value != 0) {
      json.writeNumberField(name, value);
    }
  }

  private static void expect(boolean fine) {
    if (!fine) {
      throw new Refusal(400, "the body cannot be read");
    }
  }
}
