package io.warnserver.submission.tan;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The transaction number that authorises one submission: a random UUID (version 4) in small
 * letters, as the verification server gives it out and alone takes it (submission API, {@code
 * cwa-authorization}). Printing it shows nothing.
 */
public final class Tan {

  private static final Pattern HEADER =
      Pattern.compile(
          "(?:[Tt][Aa][Nn] +)?([0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})");

  private final String text;

  private Tan(String text) {
    this.text = text;
  }

  /** The TAN of a header: the bare UUID or {@code TAN <uuid>}; empty for everything else. */
  public static Optional<Tan> ofHeader(String header) {
    Matcher matcher = HEADER.matcher(header);
    return matcher.matches() ? Optional.of(new Tan(matcher.group(1))) : Optional.empty();
  }

  /** One that nobody was given: 122 random bits. */
  public static Tan ofNobody() {
    return new Tan(UUID.randomUUID().toString());
  }

  /** The UUID as it was sent, for the verification server and for hashing alone. */
  public String reveal() {
    return text;
  }

  @Override
  public String toString() {
    return "Tan[********]";
  }
}
