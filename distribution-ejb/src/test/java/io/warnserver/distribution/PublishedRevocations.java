package io.warnserver.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.distribution.testing.InMemoryStore;
import io.warnserver.distribution.testing.InMemoryStore.StoredObject;
import io.warnserver.distribution.testing.PhonePackage;
import io.warnserver.distribution.testing.TestSigningKeys;
import io.warnserver.distribution.testing.WireMessage;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the published configuration tells the apps to forget, read as each generation does. */
final class PublishedRevocations {

  private static final Pattern PACKAGE =
      Pattern.compile(".*/country/([A-Z]+)/date/([0-9-]+)(?:/hour/([0-9]+))?");

  private PublishedRevocations() {}

  /** A line for each: region, date, hour where it is one, and ETag. */
  static SortedSet<String> in(InMemoryStore store) {
    WireMessage v1 = message(store, "version/v1/configuration/country/DE/app_config");
    SortedSet<String> revoked = lines(v1.messages(8).get(0));
    assertThat(lines(v1.messages(9).get(0))).as("v1, Android").isEqualTo(revoked);
    assertThat(lines(message(store, "version/v1/app_config_android").messages(5).get(0)))
        .as("v2, Android")
        .isEqualTo(revoked);
    assertThat(lines(message(store, "version/v1/app_config_ios").messages(5).get(0)))
        .as("v2, iOS")
        .isEqualTo(revoked);
    return revoked;
  }

  /** The same lines for packages that differ, as they were. */
  static SortedSet<String> changed(
      SortedMap<String, StoredObject> before, SortedMap<String, StoredObject> after) {
    SortedMap<String, StoredObject> changed = new TreeMap<>(before);
    changed.entrySet().removeAll(after.entrySet());
    SortedSet<String> lines = new TreeSet<>();
    changed.forEach(
        (path, object) -> {
          Matcher matcher = PACKAGE.matcher(path);
          if (matcher.matches() && !object.index()) {
            String hour = matcher.group(3) == null ? "" : " " + matcher.group(3);
            lines.add(
                matcher.group(1) + " " + matcher.group(2) + hour + " \"" + object.hash() + "\"");
          }
        });
    return lines;
  }

  private static SortedSet<String> lines(WireMessage parameters) {
    SortedSet<String> lines = new TreeSet<>();
    for (WireMessage day : parameters.messages(1)) {
      lines.add(day.text(1) + " " + day.text(2) + " " + day.text(3));
    }
    for (WireMessage hour : parameters.messages(2)) {
      // Zero is not sent.
      long ofDay = hour.numbers().contains(3) ? hour.number(3) : 0;
      lines.add(hour.text(1) + " " + hour.text(2) + " " + ofDay + " " + hour.text(4));
    }
    return lines;
  }

  private static WireMessage message(InMemoryStore store, String path) {
    return WireMessage.of(PhonePackage.signedContent(store.bytes(path), TestSigningKeys.one()));
  }
}
