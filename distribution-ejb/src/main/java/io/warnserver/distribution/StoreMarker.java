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

  /** What comparing it with the ledger shows. */
  enum Finding {
    /** The bucket has what the ledger says. */
    AS_EXPECTED,
    /** The bucket lacks what the ledger says: it was lost, emptied, or restored from a backup. */
    STORE_IS_BEHIND,
    /** The bucket has more than the ledger knows: the database was restored from a backup. */
    LEDGER_IS_BEHIND,
    /** The bucket was written by another database. */
    STORE_OF_ANOTHER_LEDGER
  }

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

  /** Compares what is in the bucket with the ledger. */
  static Finding compare(PublishingState ledger, Optional<StoreMarker> found) {
    if (found.isEmpty()) {
      return ledger.confirmedSequence() == 0 ? Finding.AS_EXPECTED : Finding.STORE_IS_BEHIND;
    }
    StoreMarker marker = found.get();
    if (!marker.epoch.equals(ledger.epoch())) {
      return Finding.STORE_OF_ANOTHER_LEDGER;
    }
    if (marker.sequence > ledger.sequence()) {
      return Finding.LEDGER_IS_BEHIND;
    }
    return marker.sequence < ledger.confirmedSequence()
        ? Finding.STORE_IS_BEHIND
        : Finding.AS_EXPECTED;
  }

  byte[] toJson() {
    return ("{\"epoch\":\"" + epoch + "\",\"sequence\":" + sequence + "}")
        .getBytes(StandardCharsets.US_ASCII);
  }
}
