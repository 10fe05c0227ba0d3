package io.warnserver.configuration;

import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** One value from its YAML form, strictly by the type of its field: text is not a number. */
final class ScalarReader {

  /** At most as many digits as a {@code long} always holds. */
  private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]{0,17})");

  /** Without exponent, infinity and the like: nobody writes a weight that way on purpose. */
  private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]{0,14})(\\.[0-9]{1,15})?");

  private final Faults faults;

  ScalarReader(Faults faults) {
    this.faults = faults;
  }

  /** The value as protobuf's reflection takes it; none when a fault was reported. */
  Optional<Object> read(FieldDescriptor field, Node node, Place place) {
    if (!(node instanceof ScalarNode scalar)) {
      faults.add(place, "must be " + expected(field) + ", not a list or fields");
      return Optional.empty();
    }
    if (scalar.isPlain() && scalar.getTag().equals(Tag.NULL)) {
      faults.add(place, "has no value");
      return Optional.empty();
    }
    String text = scalar.getValue();
    return switch (field.getType()) {
      case INT32 -> whole(field, scalar, place, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case UINT32 -> whole(field, scalar, place, 0, Integer.MAX_VALUE);
      case INT64 -> whole(field, scalar, place, Long.MIN_VALUE, Long.MAX_VALUE);
      case ENUM -> enumValue(field, scalar, place);
      case DOUBLE ->
          scalar.isPlain() && DECIMAL.matcher(text).matches()
              ? Optional.of(Double.valueOf(text))
              : wrongType(field, scalar, place);
      case BOOL ->
          scalar.isPlain() && scalar.getTag().equals(Tag.BOOL)
              ? Optional.of(Boolean.valueOf(text))
              : wrongType(field, scalar, place);
      case STRING ->
          !scalar.isPlain() || scalar.getTag().equals(Tag.STR)
              ? Optional.of(text)
              : wrongType(field, scalar, place);
      default -> throw new IllegalStateException("no field has the type " + field.getType());
    };
  }

  /** A {@code long} for such a field, an {@code int} for others. */
  private Optional<Object> whole(
      FieldDescriptor field, ScalarNode scalar, Place place, long min, long max) {
    if (!scalar.isPlain() || !WHOLE.matcher(scalar.getValue()).matches()) {
      return wrongType(field, scalar, place);
    }
    Long number = Long.valueOf(scalar.getValue());
    if (number < min || number > max) {
      faults.add(place, number + " is outside " + min + ".." + max);
      return Optional.empty();
    }
    return Optional.of(
        field.getJavaType() == FieldDescriptor.JavaType.LONG ? number : (Object) number.intValue());
  }

  private Optional<Object> enumValue(FieldDescriptor field, ScalarNode scalar, Place place) {
    EnumDescriptor names = field.getEnumType();
    return Optional.<Object>ofNullable(names.findValueByName(scalar.getValue()))
        .or(
            () ->
                whole(field, scalar, place, Integer.MIN_VALUE, Integer.MAX_VALUE)
                    .map(number -> names.findValueByNumberCreatingIfUnknown((Integer) number)));
  }

  private Optional<Object> wrongType(FieldDescriptor field, ScalarNode scalar, Place place) {
    String value =
        scalar.isPlain() ? Quote.plain(scalar.getValue()) : Quote.text(scalar.getValue());
    faults.add(place, value + " is not " + expected(field));
    return Optional.empty();
  }

  private static String expected(FieldDescriptor field) {
    return switch (field.getJavaType()) {
      case INT, LONG -> "a whole number";
      case ENUM ->
          "a whole number or one of the names "
              + field.getEnumType().getValues().stream()
                  .map(EnumValueDescriptor::getName)
                  .collect(Collectors.joining(", "));
      case DOUBLE -> "a number such as 1.5";
      case BOOLEAN -> "true or false";
      default -> "text; put it in quotes";
    };
  }
}
