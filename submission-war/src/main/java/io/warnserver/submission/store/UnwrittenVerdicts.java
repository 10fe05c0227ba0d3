package io.warnserver.submission.store;

import io.warnserver.submission.tan.TanFingerprint;
import io.warnserver.submission.tan.TanFingerprint.KeyedHashes;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Good TANs that are spent and that the database does not know yet. */
final class UnwrittenVerdicts {

  private static final int MAX = 10_000;

  /** By hash. */
  private final Map<String, TanFingerprint> verdicts = new ConcurrentHashMap<>();

  /** Those that are being written again: each waits in the queue once. */
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();

  /** The verdict was written, or it was not. */
  void settle(TanFingerprint tan, boolean written) {
    String hash = tan.current().tanHash();
    if (written) {
      verdicts.remove(hash);
    } else if (verdicts.size() < MAX) {
      verdicts.put(hash, tan);
    }
  }

  /** What this knows of a TAN, with whatever hash key. */
  Optional<TanFingerprint> find(TanFingerprint tan) {
    // Nearly always empty.
    return verdicts.isEmpty()
        ? Optional.empty()
        : tan.hashes().stream()
            .map(KeyedHashes::tanHash)
            .map(verdicts::get)
            .filter(Objects::nonNull)
            .findFirst();
  }

  /** Tries all of them again. */
  void writeAgain(Function<TanFingerprint, CompletionStage<?>> writing) {
    verdicts.forEach(
        (hash, tan) -> {
          if (underWay.add(hash)) {
            var unused = writing.apply(tan).whenComplete((done, failure) -> underWay.remove(hash));
          }
        });
  }

  /** How many there are. */
  int count() {
    return verdicts.size();
  }
}
