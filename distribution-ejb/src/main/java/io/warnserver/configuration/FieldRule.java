package io.warnserver.configuration;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What the value of a field may be. */
@FunctionalInterface
interface FieldRule {

  /** What is wrong with the value, as a {@link ConfigurationFault#message()}; empty if nothing. */
  Optional<String> fault(Object value);

  /** A number of this range, both ends included; bounds as one writes them. */
  static FieldRule between(String lowest, String highest) {
    BigDecimal low = new BigDecimal(lowest);
    BigDecimal high = new BigDecimal(highest);
    return value -> {
      BigDecimal number = new BigDecimal(value.toString());
      return number.compareTo(low) < 0 || number.compareTo(high) > 0
          ? Optional.of(Quote.number((Number) value) + " is outside " + lowest + ".." + highest)
          : Optional.empty();
    };
  }

  /** A number of any size from this one on. */
  static FieldRule atLeast(int lowest) {
    return value ->
        ((Number) value).doubleValue() < lowest
            ? Optional.of(Quote.number((Number) value) + " is below " + lowest)
            : Optional.empty();
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
    return value -> {
      String text = (String) value;
      if (text.isBlank()) {
        return Optional.of("is blank");
      }
      return text.length() > longest || !form.matcher(text).matches()
          ? Optional.of(
              Quote.text(text)
                  + " is not "
                  + description
                  + " of at most "
                  + longest
                  + " characters")
          : Optional.empty();
    };
  }

  /** An absolute web address with a host. */
  static FieldRule webAddress() {
    return value -> {
      String text = (String) value;
      try {
        URI uri = new URI(text);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (uri.getHost() != null && Set.of("http", "https").contains(scheme)) {
          return Optional.empty();
        }
      } catch (URISyntaxException e) {
        // Falls through to the one answer for everything that is no such address.
      }
      return Optional.of(Quote.text(text) + " is not an http or https address");
    };
  }

  /** A day of the calendar, written {@code yyyy-MM-dd}. */
  static FieldRule calendarDate() {
    DateTimeFormatter form =
        DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);
    return value -> {
      String text = (String) value;
      try {
        LocalDate.parse(text, form);
        // The form also takes years of more digits, with a sign.
        if (text.length() == "yyyy-MM-dd".length()) {
          return Optional.empty();
        }
      } catch (DateTimeException e) {
        // Falls through, as above.
      }
      return Optional.of(Quote.text(text) + " is not a day of the calendar (yyyy-MM-dd)");
    };
  }

  /** One of these texts. */
  static FieldRule oneOf(Set<String> allowed, String description) {
    return value ->
        allowed.contains((String) value)
            ? Optional.empty()
            : Optional.of(Quote.text((String) value) + " is not " + description);
  }

  /** This rule, and for what it lets pass the other one. */
  default FieldRule and(FieldRule other) {
    return value -> fault(value).or(() -> other.fault(value));
  }
}
