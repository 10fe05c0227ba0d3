package io.warnserver.configuration;

import com.google.protobuf.Message;
import io.warnserver.protocols.configuration.AppFeature;
import io.warnserver.protocols.configuration.AppFeatures;
import io.warnserver.protocols.configuration.ApplicationConfigurationAndroid;
import io.warnserver.protocols.configuration.ApplicationVersionInfo;
import io.warnserver.protocols.configuration.DailySummariesConfig;
import io.warnserver.protocols.configuration.ExposureConfiguration;
import io.warnserver.protocols.configuration.KeyDownloadParametersIOS;
import io.warnserver.protocols.configuration.Range;
import io.warnserver.protocols.configuration.RiskCalculationParameters;
import io.warnserver.protocols.configuration.RiskScoreClass;
import io.warnserver.protocols.configuration.RiskScoreClassification;
import io.warnserver.protocols.configuration.SemanticVersion;
import io.warnserver.protocols.configuration.Thresholds;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What fields may hold together: the rules of the configuration files' section "Validation" that
 * look at more than one value. Each is asked with a {@link RuleView}, which keeps it silent about
 * values that could not be read.
 */
final class MessageRules {

  private static final Comparator<SemanticVersion> BY_PRECEDENCE =
      Comparator.comparingInt(SemanticVersion::getMajor)
          .thenComparingInt(SemanticVersion::getMinor)
          .thenComparingInt(SemanticVersion::getPatch);

  private final Map<Class<? extends Message>, Rule> rules = new HashMap<>();

  /** A rule for one kind of message. */
  private interface Rule {
    void check(Message message, RuleView view);
  }

  /** The typed form of a rule. */
  private interface TypedRule<M extends Message> {
    void check(M message, RuleView view);
  }

  MessageRules() {
    put(RiskScoreClassification.class, RiskClassesRule::check);
    put(RiskScoreClass.class, (c, view) -> ascending(c.getMin(), c.getMax(), "min", "max", view));
    put(
        Thresholds.class,
        (t, view) -> ascending(t.getLower(), t.getUpper(), "lower", "upper", view));
    put(Range.class, (r, view) -> ascending(r.getMin(), r.getMax(), "min", "max", view));
    put(ApplicationVersionInfo.class, MessageRules::minimumVersionIsNotAboveLatest);
    put(ApplicationConfigurationAndroid.class, MessageRules::minimumCodeIsNotAboveLatest);
    put(AppFeatures.class, MessageRules::labelsAreUnique);
    put(DailySummariesConfig.class, MessageRules::androidBucketsMatch);
    put(
        ExposureConfiguration.class,
        (c, view) ->
            threeAscending(
                c.getAttenuationDurationThresholdsList(), "attenuationDurationThresholds", view));
    put(RiskCalculationParameters.class, RiskCalculationRule::check);
    put(KeyDownloadParametersIOS.class, MessageRules::revokedOnce);
  }

  void check(Message message, RuleView view) {
    Rule rule = rules.get(message.getClass());
    if (rule != null) {
      rule.check(message, view);
    }
  }

  private <M extends Message> void put(Class<M> type, TypedRule<M> rule) {
    rules.put(type, (message, view) -> rule.check(type.cast(message), view));
  }

  private static void ascending(
      double low, double high, String lowField, String highField, RuleView view) {
    if (view.isSound(lowField) && view.isSound(highField) && low >= high) {
      view.fault(
          lowField,
          Quote.number(low) + " is not below " + highField + " (" + Quote.number(high) + ")");
    }
  }

  private static void minimumVersionIsNotAboveLatest(ApplicationVersionInfo info, RuleView view) {
    if (view.isSound("min")
        && view.isSound("latest")
        && BY_PRECEDENCE.compare(info.getMin(), info.getLatest()) > 0) {
      view.fault("min", text(info.getMin()) + " is above latest (" + text(info.getLatest()) + ")");
    }
  }

  private static String text(SemanticVersion version) {
    return version.getMajor() + "." + version.getMinor() + "." + version.getPatch();
  }

  private static void minimumCodeIsNotAboveLatest(
      ApplicationConfigurationAndroid android, RuleView view) {
    if (view.isSound("minVersionCode")
        && view.isSound("latestVersionCode")
        && android.getMinVersionCode() > android.getLatestVersionCode()) {
      view.fault(
          "minVersionCode",
          android.getMinVersionCode()
              + " is above latestVersionCode ("
              + android.getLatestVersionCode()
              + ")");
    }
  }

  private static void labelsAreUnique(AppFeatures features, RuleView view) {
    UniqueLabelsRule.check(
        features.getAppFeaturesList(), AppFeature::getLabel, "appFeatures", view);
  }

  private static void androidBucketsMatch(DailySummariesConfig summaries, RuleView view) {
    threeAscending(
        summaries.getAttenuationBucketThresholdDbList(), "attenuationBucketThresholdDb", view);
    int weights = summaries.getAttenuationBucketWeightsCount();
    if (view.isSound("attenuationBucketWeights") && weights != 4) {
      view.fault("attenuationBucketWeights", "has " + weights + " values instead of 4");
    }
  }

  private static void threeAscending(List<Integer> thresholds, String field, RuleView view) {
    if (!view.isSound(field)) {
      return;
    }
    if (thresholds.size() != 3) {
      view.fault(field, "has " + thresholds.size() + " values instead of 3");
    }
    for (int index = 1; index < thresholds.size(); index++) {
      if (thresholds.get(index) <= thresholds.get(index - 1)) {
        view.fault(
            field + "[" + index + "]",
            thresholds.get(index)
                + " is not above the one before ("
                + thresholds.get(index - 1)
                + ")");
      }
    }
  }

  private static void revokedOnce(KeyDownloadParametersIOS revoked, RuleView view) {
    once(revoked.getRevokedDayPackagesList(), "revokedDayPackages", view);
    once(revoked.getRevokedHourPackagesList(), "revokedHourPackages", view);
  }

  private static void once(List<? extends Message> packages, String list, RuleView view) {
    Set<Message> seen = new HashSet<>();
    for (int index = 0; index < packages.size(); index++) {
      String field = list + "[" + index + "]";
      if (view.isSound(field) && !seen.add(packages.get(index))) {
        view.fault(field, "appears twice");
      }
    }
  }
}
