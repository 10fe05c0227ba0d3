package io.warnserver.distribution;

import io.warnserver.distribution.ledger.PublishingState;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A small object in the bucket that says which ledger it belongs to and how far that was.
 *
 * @param epoch of the ledger
 * @param sequence that was announced before objects were put
 */
record StoreMarker(String epoch, long sequence) {

  /** Where it is: beside what the apps read. */
  static final String PATH = "ledger-marker";

  private static final Pattern FORM =
      Pattern.compile("\\{\"epoch\":\"([0-9a-f-]{36})\",\"sequence\":(\\d{1,18})}");

  static StoreMarker of(PublishingState state) {
    return new StoreMarker(state.epoch(), state.sequence());
  }

  /** Reads it; empty for what is none. */
  static Optional<StoreMarker> parse(byte[] json) {
    Matcher matcher = FORM.matcher(new String(json, StandardCharsets.US_ASCII));
    return matcher.matches()
        ? Optional.of(new StoreMarker(matcher.group(1), Long.parseLong(matcher.group(2))))
        : Optional.empty();
  }

  byte[] toJson() {
    return ("{\"epoch\":\"" + epoch + "\",\"sequence\":" + sequence + "}")
        .getBytes(StandardCharsets.US_ASCII);
  }
}
