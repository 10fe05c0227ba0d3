package io.warnserver.submission;

import io.warnserver.keys.DiagnosisKey;
import io.warnserver.keys.KeyData;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Adds keys that belong to nobody, so that the size of a package says less about the number of
 * people (submission API, "Key padding").
 */
final class KeyPadding {

  private final int factor;
  private final RandomGenerator random;

  /**
   * @param factor keys for each real one, itself included; 1 or more
   * @param random unpredictable: who could guess it would know which keys are real
   */
  KeyPadding(int factor, RandomGenerator random) {
    this.factor = factor;
    this.random = random;
  }

  /** For each of the keys factor - 1 others that differ from it in nothing but the key data. */
  List<DiagnosisKey> of(List<DiagnosisKey> keys) {
    return factor == 1 ? List.of() : keys.stream().flatMap(this::others).toList();
  }

  private Stream<DiagnosisKey> others(DiagnosisKey key) {
    return IntStream.range(1, factor).mapToObj(i -> key.with(KeyData.random(random)));
  }
}
