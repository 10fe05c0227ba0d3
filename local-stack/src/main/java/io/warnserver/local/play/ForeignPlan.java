package io.warnserver.local.play;

import io.warnserver.keys.HourNumber;
import io.warnserver.local.data.ForeignKeys;
import io.warnserver.local.servers.Federation;
import io.warnserver.protocols.federation.DiagnosisKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What other countries upload to the federation gateway in one hour. Pure arithmetic on the hour,
 * so that every play of an hour is alike.
 */
final class ForeignPlan {

  private static final List<String> COUNTRIES = List.of("DE", "FR", "NL");
  private static final int KEYS = 40;
  private static final int MORE = 15;

  private ForeignPlan() {}

  /** The keys of an hour: one upload a country. */
  static Map<String, List<DiagnosisKey>> of(HourNumber hour) {
    Map<String, List<DiagnosisKey>> uploads = new LinkedHashMap<>();
    for (int i = 0; i < Federation.OTHERS.size(); i++) {
      String country = Federation.OTHERS.get(i);
      int count = KEYS + (hour.value() + i) % MORE;
      uploads.put(country, ForeignKeys.make(country, COUNTRIES, count, hour.plus(1), hour.value()));
    }
    return uploads;
  }
}
