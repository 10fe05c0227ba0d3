package io.warnserver.submission.payload;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import io.warnserver.protocols.keys.SubmissionPayload;

/**
 * Payloads that can be parsed, with any values (submission, "Rules"): these get as far as the last
 * rule, which mutated bytes seldom do.
 */
class PayloadRulesFuzzTest {

  @FuzzTest(maxDuration = "12h")
  void anyValues_areTakenOrRefusedByARule(@NotNull SubmissionPayload payload) {
    PayloadProperties.check(payload.toByteArray());
  }
}
