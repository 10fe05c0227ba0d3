package io.warnserver.local.gateway;

import com.google.protobuf.ByteString;
import jakarta.json.Json;
import jakarta.json.JsonStructure;
import java.util.Map;

/**
 * What is sent back.
 *
 * @param status the HTTP status
 * @param mediaType of the body; empty for none
 * @param headers besides Content-Type
 * @param body can be empty
 */
record Answer(int status, String mediaType, Map<String, String> headers, ByteString body) {

  static final String JSON = "application/json";

  static Answer empty(int status) {
    return new Answer(status, "", Map.of(), ByteString.EMPTY);
  }

  static Answer json(int status, JsonStructure json) {
    return new Answer(status, JSON, Map.of(), ByteString.copyFromUtf8(json.toString()));
  }

  /** Error bodies (federation gateway protocol, upload). */
  static Answer problem(int status, String detail) {
    String body =
        Json.createObjectBuilder()
            .add("type", "about:blank")
            .add("status", status)
            .add("detail", detail)
            .build()
            .toString();
    return new Answer(status, "application/problem+json", Map.of(), ByteString.copyFromUtf8(body));
  }
}
