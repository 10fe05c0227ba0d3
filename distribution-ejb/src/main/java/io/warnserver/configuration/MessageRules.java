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
import java.util.List;

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

  private MessageRules() {}

  static void check(Message message, RuleView view) {
    if (message instanceof RiskScoreClassification classes) {
      RiskClassesRule.check(classes, view);
    } else if (message instanceof RiskScoreClass one) {
      ascending(one.getMin(), one.getMax(), "min", "max", view);
    } else if (message instanceof Thresholds thresholds) {
      ascending(thresholds.getLower(), thresholds.getUpper(), "lower", "upper", view);
    } else if (message instanceof Range range) {
      ascending(range.getMin(), range.getMax(), "min", "max", view);
    } else if (message instanceof ApplicationVersionInfo info) {
      minimumVersionIsNotAboveLatest(info, view);
    } else if (message instanceof ApplicationConfigurationAndroid android) {
      minimumCodeIsNotAboveLatest(android, view);
    } else if (message instanceof AppFeatures features) {
      labelsAreUnique(features, view);
    } else if (message instanceof DailySummariesConfig summaries) {
      androidBucketsMatch(summaries, view);
    } else if (message instanceof ExposureConfiguration ios) {
      threeAscending(
          ios.getAttenuationDurationThresholdsList(), "attenuationDurationThresholds", view);
    } else if (message instanceof RiskCalculationParameters parameters) {
      RiskCalculationRule.check(parameters, view);
    } else if (message instanceof KeyDownloadParametersIOS revoked) {
      view.eachOnce("revokedDayPackages[#]", revoked.getRevokedDayPackagesList(), day -> "");
      view.eachOnce("revokedHourPackages[#]", revoked.getRevokedHourPackagesList(), hour -> "");
    }
  }

  private static void ascending(
      double low, double high, String lowField, String highField, RuleView view) {
    if (view.isSound(lowField, highField) && low >= high) {
      view.fault(
          lowField,
          Quote.number(low) + " is not below " + highField + " (" + Quote.number(high) + ")");
    }
  }

  private static void minimumVersionIsNotAboveLatest(ApplicationVersionInfo info, RuleView view) {
    if (view.isSound("min", "latest")
        && BY_PRECEDENCE.compare(info.getMin(), info.getLatest()) > 0) {
      view.fault("min", text(info.getMin()) + " is above latest (" + text(info.getLatest()) + ")");
    }
  }

  private static String text(SemanticVersion version) {
    return version.getMajor() + "." + version.getMinor() + "." + version.getPatch();
  }

  private static void minimumCodeIsNotAboveLatest(
      ApplicationConfigurationAndroid android, RuleView view) {
    if (view.isSound("minVersionCode", "latestVersionCode")
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
    // The apps look things up by label, so that a second one would never be found.
    view.eachOnce(
        "appFeatures[#].label",
        features.getAppFeaturesList().stream().map(AppFeature::getLabel).toList(),
        Quote::text);
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
}
