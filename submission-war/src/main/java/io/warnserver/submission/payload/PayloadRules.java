package io.warnserver.submission.payload;

import io.warnserver.keys.IntervalNumber;
import io.warnserver.keys.ReportType;
import io.warnserver.keys.rules.KeyRule;
import io.warnserver.keys.rules.SentKey;
import io.warnserver.protocols.keys.SubmissionPayload;
import io.warnserver.submission.base.Outcome;
import io.warnserver.submission.base.RefusedException;
import io.warnserver.submission.base.SubmissionSettings;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The rules of the submission API, in the order in which they are asked. A fake request keeps those
 * for what it carries, but none demands keys of it.
 */
record PayloadRules(SubmissionSettings settings) {

  private static final Set<ReportType> REPORT_TYPES =
      EnumSet.of(
          ReportType.CONFIRMED_TEST,
          ReportType.CONFIRMED_CLINICAL_DIAGNOSIS,
          ReportType.SELF_REPORT);

  /**
   * Asks all of them.
   *
   * @throws RefusedException with the name of the first that is broken
   */
  void check(SubmissionPayload payload, List<SentKey> keys, boolean fake, Instant now)
      throws RefusedException {
    require("KeyCount", keys.size() <= settings.maxKeys() && (fake || !keys.isEmpty()));
    for (KeyRule rule : keyRules(IntervalNumber.containing(now))) {
      require(rule.ruleName(), keys.stream().allMatch(rule::isKeptBy));
    }
    Predicate<String> isOwn = settings.countries().own().code()::equals;
    require("OriginIsOwnCountry", payload.getOrigin().isEmpty() || isOwn.test(payload.getOrigin()));
    require(
        "VisitedCountriesSupported",
        payload.getVisitedCountriesList().stream().allMatch(settings.countries()::contains));
  }

  private List<KeyRule> keyRules(IntervalNumber now) {
    return List.of(
        new KeyRule.KeyDataLength(),
        new KeyRule.RollingStartAtMidnight(),
        new KeyRule.RollingStartNotInFuture(now),
        new KeyRule.RollingPeriodInRange(settings.maxRollingPeriod()),
        new KeyRule.TransmissionRiskLevelInRange(),
        new KeyRule.DaysSinceOnsetInRange(),
        new KeyRule.RiskLevelOrDaysSinceOnset(),
        new KeyRule.ReportTypeAccepted(REPORT_TYPES));
  }

  static void require(String rule, boolean kept) throws RefusedException {
    if (!kept) {
      throw new RefusedException(rule, Outcome.REFUSED);
    }
  }
}
