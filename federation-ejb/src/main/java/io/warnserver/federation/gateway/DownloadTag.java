package io.warnserver.federation.gateway;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tag of a batch to download: {@code yyyyMMdd-N} (federation gateway protocol, download).
 *
 * @param date the batch's, UTC
 * @param number from 1 for each day, at most nine digits
 */
public record DownloadTag(LocalDate date, int number) implements Comparable<DownloadTag> {

  private static final Pattern FORM = Pattern.compile("(\\d{8})-([1-9]\\d{0,8})");
  private static final Comparator<DownloadTag> ORDER =
      Comparator.comparing(DownloadTag::date).thenComparing(DownloadTag::number);

  /** The tag of a text; empty for another form. */
  public static Optional<DownloadTag> of(String text) {
    Matcher matcher = FORM.matcher(text);
    try {
      return matcher.matches()
          ? Optional.of(
              new DownloadTag(
                  LocalDate.parse(matcher.group(1), DateTimeFormatter.BASIC_ISO_DATE),
                  Integer.parseInt(matcher.group(2))))
          : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  @Override
  public int compareTo(DownloadTag other) {
    return ORDER.compare(this, other);
  }

  /** As on the wire. */
  @Override
  public String toString() {
    return DateTimeFormatter.BASIC_ISO_DATE.format(date) + "-" + number;
  }
}
