package io.warnserver.configuration;

import io.warnserver.protocols.configuration.RiskScoreClass;
import io.warnserver.protocols.configuration.RiskScoreClassification;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Risk classes: at least one, the first from 0 on, each where the one before ends. */
final class RiskClassesRule {

  private RiskClassesRule() {}

  static void check(RiskScoreClassification message, RuleView view) {
    List<RiskScoreClass> classes = message.getRiskClassesList();
    if (!view.isSound("riskClasses") && !boundsAreSound(classes.size(), view)) {
      return;
    }
    if (classes.isEmpty()) {
      view.fault("riskClasses", "is empty");
    }
    view.eachOnce(
        "riskClasses[#].label",
        classes.stream().map(RiskScoreClass::getLabel).toList(),
        Quote::text);
    List<Integer> byMin =
        IntStream.range(0, classes.size())
            .boxed()
            .sorted(Comparator.comparingInt(index -> classes.get(index).getMin()))
            .toList();
    int covered = 0;
    for (int index : byMin) {
      RiskScoreClass next = classes.get(index);
      String field = "riskClasses[" + index + "].min";
      if (next.getMin() > covered) {
        view.fault(
            field, next.getMin() + " leaves a gap: scores from " + covered + " on have no class");
      } else if (next.getMin() < covered) {
        view.fault(field, next.getMin() + " overlaps the class before, which ends at " + covered);
      }
      covered = Math.max(covered, next.getMax());
    }
  }

  private static boolean boundsAreSound(int classes, RuleView view) {
    return classes > 0
        && IntStream.range(0, classes)
            .mapToObj(index -> "riskClasses[" + index + "].")
            .allMatch(item -> view.isSound(item + "min", item + "max"));
  }
}
