package io.warnserver.submission.payload;

import io.warnserver.keys.DiagnosisKey;
import io.warnserver.keys.KeyData;
import io.warnserver.parts.Part;
import io.warnserver.submission.base.SubmissionSettings;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Adds keys that belong to nobody, so that the size of a package says less about the number of
 * people (submission API, "Key padding").
 */
@Part
public final class KeyPadding {

  private final int factor;
  private final RandomGenerator random;

  @Inject
  KeyPadding(SubmissionSettings settings) {
    this(settings.paddingFactor(), new SecureRandom());
  }

  /**
   * @param factor keys for each real one, itself included; 1 or more
   * @param random unpredictable: who could guess it would know which keys are real
   */
  public KeyPadding(int factor, RandomGenerator random) {
    this.factor = factor;
    this.random = random;
  }

  /** For each of the keys factor - 1 others that differ from it in nothing but the key data. */
  public List<DiagnosisKey> of(List<DiagnosisKey> keys) {
    if (factor == 1) {
      return List.of();
    }
    return keys.stream()
        .flatMap(key -> IntStream.range(1, factor).mapToObj(i -> key.with(KeyData.random(random))))
        .toList();
  }
}
