package io.warnserver.benchmarks.federation;

import io.warnserver.keys.HourNumber;
import io.warnserver.local.data.ForeignKeys;
import io.warnserver.local.gateway.GatewayStandIn;
import java.util.List;

/** Batches for download. Each is of two uploads, one of either other country. */
final class Batches {

  /** As a drained day of a running gateway had them (federation gateway protocol, seen speeds). */
  static final int COUNT = 34;

  static final int KEYS = 124_355;

  private static final List<String> COUNTRIES = List.of("DE", "FR", "NL");

  private Batches() {}

  /**
   * Seeds so many times {@link #COUNT} batches with {@link #KEYS} keys.
   *
   * @param seed other seeds give other keys
   */
  static void seed(GatewayStandIn gateway, int times, HourNumber hour, long seed) {
    int count = COUNT * times;
    long keys = (long) KEYS * times;
    for (int i = 0; i < count; i++) {
      int size = Math.toIntExact(keys * (i + 1) / count - keys * i / count);
      int french = size * 3 / 5;
      long batchSeed = seed * 1_000_003 + i;
      gateway.seed("FR", ForeignKeys.make("FR", COUNTRIES, french, hour, batchSeed));
      gateway.seed("NL", ForeignKeys.make("NL", COUNTRIES, size - french, hour, batchSeed));
      gateway.batchUploads();
    }
  }
}
