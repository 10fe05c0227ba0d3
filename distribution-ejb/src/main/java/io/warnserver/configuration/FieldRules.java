package io.warnserver.configuration;

import com.google.protobuf.DescriptorProtos.FieldOptions;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.warnserver.protocols.configuration.Configuration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What each single field may hold: the table of the configuration files' section "Validation",
 * completed by the limits of the frameworks that take the values on the phone. For numbers it
 * stands beside the fields in {@code configuration.proto}; for text it goes by the field's name.
 */
final class FieldRules {

  private final Map<String, FieldRule> texts;

  /**
   * @param supportedCountries the regions, besides EUR, that have packages to revoke
   */
  FieldRules(Set<String> supportedCountries) {
    Set<String> regions = new TreeSet<>(supportedCountries);
    regions.add("EUR");
    texts =
        Map.of(
            "label", FieldRule.text(100, Pattern.compile("\\P{C}+"), "a label"),
            "url", FieldRule.webAddress(),
            "region",
                FieldRule.oneOf(
                    regions, "a region with packages (" + String.join(", ", regions) + ")"),
            "date", FieldRule.calendarDate(),
            "etag",
                FieldRule.text(
                    128,
                    Pattern.compile("(W/)?\"[\\x21\\x23-\\x7E]+\""),
                    "an ETag with its quotes, written '\"0123abcd\"',"));
  }

  /** The rule of a field's value, or of each in its list or map. */
  Optional<FieldRule> of(FieldDescriptor field) {
    FieldOptions options = field.getOptions();
    if (field.getType() == FieldDescriptor.Type.STRING) {
      return Optional.ofNullable(texts.get(field.getName()));
    }
    if (!options.hasExtension(Configuration.range)) {
      return field.getType() == FieldDescriptor.Type.ENUM
          ? Optional.of(FieldRule.range("0.." + (field.getEnumType().getValues().size() - 1)))
          : Optional.empty();
    }
    FieldRule range = FieldRule.range(options.getExtension(Configuration.range));
    return Optional.of(
        options.hasExtension(Configuration.decimals)
            ? range.and(FieldRule.decimals(options.getExtension(Configuration.decimals)))
            : range);
  }

  /** The rule of the keys of a map. */
  static FieldRule ofKeys(FieldDescriptor map) {
    return FieldRule.range(map.getOptions().getExtension(Configuration.keyRange));
  }
}
