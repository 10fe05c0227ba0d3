package io.warnserver.submission.store;

import io.warnserver.submission.tan.TanFingerprint;
import io.warnserver.submission.tan.TanFingerprint.KeyedHashes;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A row for each hash of several TANs.
 *
 * @param place of the TAN in the list
 */
record SentHashes(int place, KeyedHashes hashes) {

  static List<SentHashes> of(List<TanFingerprint> tans) {
    return IntStream.range(0, tans.size())
        .boxed()
        .flatMap(place -> tans.get(place).hashes().stream().map(one -> new SentHashes(place, one)))
        .toList();
  }
}
