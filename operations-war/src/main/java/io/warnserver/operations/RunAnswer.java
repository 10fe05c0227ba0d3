package io.warnserver.operations;

import io.warnserver.distribution.RunResult;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.Locale;

/** How a run went, for operators. */
final class RunAnswer {

  private RunAnswer() {}

  /** The result as JSON. */
  static JsonObject json(RunResult result) {
    return Json.createObjectBuilder()
        .add("outcome", result.outcome().name().toLowerCase(Locale.ROOT))
        .add("reason", result.reason())
        .add("packages", result.packages())
        .add("keys", result.keys())
        .add("objects", result.objects())
        .add("configurationFaults", Json.createArrayBuilder(result.configurationFaults()))
        .add("millis", result.duration().toMillis())
        .build();
  }
}
