package io.warnserver.submission.payload;

import io.warnserver.keys.Country;
import io.warnserver.keys.DiagnosisKey;
import io.warnserver.submission.base.RefusedException;
import io.warnserver.submission.base.Samples;
import io.warnserver.submission.base.SubmissionSettings;
import java.util.Set;

/**
 * What holds for every body: it is refused by a rule that has a name, or what comes of it keeps all
 * rules. Any other exception is a fault.
 */
final class PayloadProperties {

  private static final SubmissionSettings SETTINGS = Samples.settings();

  private static final Set<String> RULES =
      Set.of(
          "Parsable",
          "KeyCount",
          "KeyDataLength",
          "RollingStartAtMidnight",
          "RollingStartNotInFuture",
          "RollingPeriodInRange",
          "TransmissionRiskLevelInRange",
          "DaysSinceOnsetInRange",
          "RiskLevelOrDaysSinceOnset",
          "ReportTypeAccepted",
          "OriginIsOwnCountry",
          "VisitedCountriesSupported",
          "SameKeyDataSameFields");

  private PayloadProperties() {}

  /** Of a real request and of a fake one. */
  static void check(byte[] body) {
    Verdict real = parse(body, false);
    Verdict fake = parse(body, true);
    // A fake may lack keys, and nothing else is asked less of it.
    require(
        real.equals(fake) || real.rule().equals("KeyCount"),
        "a real request and a fake end differently");
  }

  /**
   * How it ended.
   *
   * @param rule that refused it; empty where it was taken
   */
  private record Verdict(String rule) {}

  private static Verdict parse(byte[] body, boolean fake) {
    try {
      keepsTheRules(Parsing.parse(body, fake));
      return new Verdict("");
    } catch (RefusedException e) {
      require(RULES.contains(e.rule()), "a rule without a known name");
      require(
          e.getMessage() == null || RULES.stream().anyMatch(e.getMessage()::contains),
          "the message is not about the rule");
      return new Verdict(e.rule());
    }
  }

  private static void keepsTheRules(Submission submission) {
    require(submission.keys().size() <= SETTINGS.maxKeys(), "too many keys");
    for (DiagnosisKey key : submission.keys()) {
      require(key.keyData().toBytes().length == 16, "key data");
      require(key.rollingStart().value() % 144 == 0, "rolling start");
      require(key.rollingStart().value() <= Samples.TODAY, "a key of the future");
      require(key.rollingPeriod() >= 1 && key.rollingPeriod() <= 144, "rolling period");
      require(key.transmissionRiskLevel() >= 1 && key.transmissionRiskLevel() <= 8, "risk level");
      require(
          key.daysSinceOnsetOfSymptoms() >= -15 && key.daysSinceOnsetOfSymptoms() <= 4000,
          "days since onset");
    }
    require(submission.origin().equals(SETTINGS.countries().own()), "origin");
    require(submission.visitedCountries().contains(submission.origin()), "own country missing");
    for (Country country : submission.visitedCountries()) {
      require(SETTINGS.countries().contains(country.code()), "a country that is not supported");
    }
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }
}
