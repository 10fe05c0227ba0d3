package io.warnserver.configuration;

import com.google.protobuf.Descriptors.FieldDescriptor;
import io.warnserver.protocols.configuration.RiskCalculationParameters;
import io.warnserver.protocols.configuration.TransmissionRiskValueMapping;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Risk calculation: the lists without which no phone ever warns, and each level once. */
final class RiskCalculationRule {

  private RiskCalculationRule() {}

  static void check(RiskCalculationParameters parameters, RuleView view) {
    for (String list :
        List.of(
            "minutesAtAttenuationWeights",
            "normalizedTimePerEWToRiskLevelMapping",
            "normalizedTimePerDayToRiskLevelMapping",
            "transmissionRiskValueMapping")) {
      FieldDescriptor field = parameters.getDescriptorForType().findFieldByName(list);
      if (view.isSound(list) && parameters.getRepeatedFieldCount(field) == 0) {
        view.fault(list, "is empty: no phone would ever warn");
      }
    }
    Set<Integer> seen = new HashSet<>();
    boolean warns = false;
    for (int index = 0; index < parameters.getTransmissionRiskValueMappingCount(); index++) {
      TransmissionRiskValueMapping mapping = parameters.getTransmissionRiskValueMapping(index);
      String level = "transmissionRiskValueMapping[" + index + "].transmissionRiskLevel";
      if (view.isSound(level) && !seen.add(mapping.getTransmissionRiskLevel())) {
        view.fault(level, mapping.getTransmissionRiskLevel() + " appears twice");
      }
      warns |= mapping.getTransmissionRiskValue() > 0;
    }
    if (view.isSound("transmissionRiskValueMapping") && !seen.isEmpty() && !warns) {
      view.fault("transmissionRiskValueMapping", "has no value above 0: no phone would ever warn");
    }
  }
}
