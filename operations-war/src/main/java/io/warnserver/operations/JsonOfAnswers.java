package io.warnserver.operations;

import io.warnserver.leases.RunOutcome;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.adapter.JsonbAdapter;
import jakarta.ws.rs.ext.ContextResolver;
import jakarta.ws.rs.ext.Provider;

/** How answers are written: records as they are, and outcomes in small letters. */
@Provider
public class JsonOfAnswers implements ContextResolver<Jsonb> {

  private final Jsonb jsonb = JsonbBuilder.create(new JsonbConfig().withAdapters(new Outcomes()));

  @Override
  public Jsonb getContext(Class<?> type) {
    return jsonb;
  }

  /** Written only. */
  public static final class Outcomes implements JsonbAdapter<RunOutcome, String> {

    @Override
    public String adaptToJson(RunOutcome outcome) {
      return outcome.word();
    }

    @Override
    public RunOutcome adaptFromJson(String word) {
      throw new UnsupportedOperationException("no outcome is ever read");
    }
  }
}
