package io.warnserver.configuration;

import com.google.protobuf.Descriptors.FieldDescriptor;
import io.warnserver.protocols.configuration.RiskCalculationParameters;
import io.warnserver.protocols.configuration.TransmissionRiskValueMapping;
import java.util.List;

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
    List<TransmissionRiskValueMapping> values = parameters.getTransmissionRiskValueMappingList();
    view.eachOnce(
        "transmissionRiskValueMapping[#].transmissionRiskLevel",
        values.stream().map(TransmissionRiskValueMapping::getTransmissionRiskLevel).toList(),
        String::valueOf);
    if (view.isSound("transmissionRiskValueMapping")
        && !values.isEmpty()
        && values.stream().noneMatch(value -> value.getTransmissionRiskValue() > 0)) {
      view.fault("transmissionRiskValueMapping", "has no value above 0: no phone would ever warn");
    }
  }
}
