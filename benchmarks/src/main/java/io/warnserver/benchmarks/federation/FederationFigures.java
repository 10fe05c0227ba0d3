package io.warnserver.benchmarks.federation;

/**
 * Everything that was measured.
 *
 * @param first draining 34 batches with a new server process
 * @param floor fetching the bodies of the same batches and discarding them
 * @param warm draining 34 other batches
 * @param threeTimes draining 102 batches
 * @param upload of 100,000 keys
 * @param signing CPU seconds for as many keys, with new code and an EC key
 * @param warmSigning the same, once more
 * @param rsaSigning the same, with an RSA key
 */
record FederationFigures(
    Cost first,
    BodyFetching.Fetched floor,
    Cost warm,
    Cost threeTimes,
    Cost upload,
    double signing,
    double warmSigning,
    double rsaSigning) {

  private static final double TIMES_FLOOR = 1.5;
  private static final double SECONDS = 6;

  /** What draining may take. */
  double limitSeconds() {
    return Math.max(TIMES_FLOOR * floor.wallSeconds(), SECONDS);
  }
}
