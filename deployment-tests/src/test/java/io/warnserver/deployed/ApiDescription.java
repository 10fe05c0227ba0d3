package io.warnserver.deployed;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The server's own description of its submission (OpenAPI 3.0), as a reader of it finds things.
 *
 * @param submit the operation that takes keys
 */
record ApiDescription(Map<String, Object> submit) {

  static ApiDescription of(String yaml) {
    Object document = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    return new ApiDescription(
        map(map(map(map(document).get("paths")).get("/version/v1/diagnosis-keys")).get("post")));
  }

  Set<Integer> statuses() {
    return map(submit.get("responses")).keySet().stream()
        .map(Integer::valueOf)
        .collect(Collectors.toSet());
  }

  Set<String> headersOf(int status) {
    Map<String, Object> response = map(map(submit.get("responses")).get(String.valueOf(status)));
    return response.containsKey("headers") ? map(response.get("headers")).keySet() : Set.of();
  }

  List<String> requestHeaders() {
    return ((List<?>) submit.get("parameters"))
        .stream().map(one -> map(one).get("name").toString()).toList();
  }

  Set<String> mediaTypes() {
    return content().keySet();
  }

  int maxBodyBytes() {
    Map<String, Object> schema = map(map(content().get("application/x-protobuf")).get("schema"));
    return (Integer) schema.get("maxLength");
  }

  private Map<String, Object> content() {
    return map(map(submit.get("requestBody")).get("content"));
  }

  @SuppressWarnings("unchecked") // A mapping of a YAML document; the test fails where it is none.
  private static Map<String, Object> map(Object node) {
    return (Map<String, Object>) node;
  }
}
