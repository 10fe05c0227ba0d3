package io.warnserver.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.warnserver.protocols.configuration.ApplicationConfiguration;
import io.warnserver.protocols.configuration.ApplicationConfigurationAndroid;
import io.warnserver.protocols.configuration.ApplicationConfigurationIOS;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class FieldRulesTest {

  @Test
  void everyFieldButTrueOrFalse_hasARule() {
    FieldRules rules = new FieldRules(Set.of("DE"));
    Set<String> without = new TreeSet<>();
    for (Descriptor message :
        List.of(
            ApplicationConfiguration.getDescriptor(),
            ApplicationConfigurationAndroid.getDescriptor(),
            ApplicationConfigurationIOS.getDescriptor())) {
      collectWithout(rules, message, without);
    }

    // The supported countries are not in the files; their rule stands alone.
    assertThat(without).allMatch(name -> name.endsWith(".supportedCountries")).hasSize(3);
  }

  private static void collectWithout(FieldRules rules, Descriptor message, Set<String> without) {
    for (FieldDescriptor field : message.getFields()) {
      if (field.isMapField()) {
        assertThat(FieldRules.ofKeys(field)).as(field.getFullName()).isNotNull();
      }
      if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && !field.isMapField()) {
        collectWithout(rules, field.getMessageType(), without);
      } else if (field.getType() != FieldDescriptor.Type.BOOL && rules.of(field).isEmpty()) {
        without.add(field.getFullName());
      }
    }
  }
}
