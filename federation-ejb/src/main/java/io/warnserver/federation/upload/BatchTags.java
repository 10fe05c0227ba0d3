package io.warnserver.federation.upload;

import io.warnserver.keys.Country;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * Makes tags that no other country and no other batch has: 36 characters (federation gateway
 * protocol, upload: unique across all countries).
 */
public final class BatchTags {

  private static final int RANDOM_BYTES = 12;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Country own;
  private final RandomGenerator random;

  /**
   * @param own the country, which each tag begins with
   * @param random unpredictable
   */
  public BatchTags(Country own, RandomGenerator random) {
    this.own = own;
    this.random = random;
  }

  String next(Instant now) {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return own.code() + "-" + DAY.format(now) + "-" + HexFormat.of().formatHex(bytes);
  }
}
