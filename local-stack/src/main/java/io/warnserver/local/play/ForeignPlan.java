package io.warnserver.local.play;

import io.warnserver.keys.HourNumber;
import io.warnserver.local.data.ForeignKeys;
import io.warnserver.local.servers.Federation;
import io.warnserver.protocols.federation.DiagnosisKey;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What other countries upload to the federation gateway in one hour. Pure arithmetic on the hour,
 * so that every play of an hour is alike.
 *
 * @param uploads an upload's keys by country
 */
public record ForeignPlan(Map<String, List<DiagnosisKey>> uploads) {

  private static final List<String> COUNTRIES = List.of("DE", "FR", "NL");
  private static final int KEYS = 40;
  private static final int MORE = 15;

  /** Copies the map. */
  public ForeignPlan {
    uploads = Collections.unmodifiableMap(new LinkedHashMap<>(uploads));
  }

  /** The plan of an hour. */
  public static ForeignPlan of(HourNumber hour) {
    Map<String, List<DiagnosisKey>> uploads = new LinkedHashMap<>();
    for (int i = 0; i < Federation.OTHERS.size(); i++) {
      String country = Federation.OTHERS.get(i);
      int count = KEYS + (hour.value() + i) % MORE;
      uploads.put(country, ForeignKeys.make(country, COUNTRIES, count, hour.plus(1), hour.value()));
    }
    return new ForeignPlan(uploads);
  }

  /** All keys of the hour. */
  public int keys() {
    return uploads.values().stream().mapToInt(List::size).sum();
  }
}
