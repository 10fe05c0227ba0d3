package io.warnserver.configuration;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What the value of a field may be. */
@FunctionalInterface
interface FieldRule {

  /** What is wrong with the value, as a {@link Faults.Fault#message()}; empty if nothing. */
  Optional<String> fault(Object value);

  /** A number, or the number of a name, within a range as the messages' definitions have it. */
  static FieldRule range(String range) {
    String[] ends = range.split("\\.\\.", -1);
    BigDecimal lowest = new BigDecimal(ends[0]);
    Optional<BigDecimal> highest =
        Optional.of(ends[1]).filter(end -> !end.isEmpty()).map(BigDecimal::new);
    String otherwise = highest.isPresent() ? " is outside " + range : " is below " + lowest;
    return value -> {
      Number number =
          value instanceof EnumValueDescriptor named ? named.getNumber() : (Number) value;
      BigDecimal exact = new BigDecimal(number.toString());
      return exact.compareTo(lowest) < 0
              || highest.filter(end -> exact.compareTo(end) > 0).isPresent()
          ? Optional.of(Quote.number(number) + otherwise)
          : Optional.empty();
    };
  }

  /** A number with at most so many digits after the point, apart from zeros at its end. */
  static FieldRule decimals(int most) {
    return value ->
        new BigDecimal(value.toString()).stripTrailingZeros().scale() > most
            ? Optional.of(
                Quote.number((Number) value) + " has more than " + most + " decimal places")
            : Optional.empty();
  }

  /** Text that is not blank, of at most so many characters, all of them of this form. */
  static FieldRule text(int longest, Pattern form, String description) {
    FieldRule formed =
        text(
            text -> text.length() <= longest && form.matcher(text).matches(),
            description + " of at most " + longest + " characters");
    return value -> ((String) value).isBlank() ? Optional.of("is blank") : formed.fault(value);
  }

  /** An absolute web address with a host. */
  static FieldRule webAddress() {
    return text(FieldRule::isWebAddress, "an http or https address");
  }

  private static boolean isWebAddress(String text) {
    try {
      URI uri = new URI(text);
      return uri.getHost() != null
          && ("http".equalsIgnoreCase(uri.getScheme())
              || "https".equalsIgnoreCase(uri.getScheme()));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** A day of the calendar, written {@code yyyy-MM-dd}. */
  static FieldRule calendarDate() {
    return text(FieldRule::isCalendarDate, "a day of the calendar (yyyy-MM-dd)");
  }

  private static boolean isCalendarDate(String text) {
    try {
      LocalDate.parse(text);
      // Years of more digits, with a sign, are parsed too.
      return text.length() == "yyyy-MM-dd".length();
    } catch (DateTimeException e) {
      return false;
    }
  }

  /** One of these texts. */
  static FieldRule oneOf(Set<String> allowed, String description) {
    return text(allowed::contains, description);
  }

  private static FieldRule text(Predicate<String> isFine, String description) {
    return value ->
        isFine.test((String) value)
            ? Optional.empty()
            : Optional.of(Quote.text((String) value) + " is not " + description);
  }

  /** This rule, and for what it lets pass the other one. */
  default FieldRule and(FieldRule other) {
    return value -> fault(value).or(() -> other.fault(value));
  }
}
