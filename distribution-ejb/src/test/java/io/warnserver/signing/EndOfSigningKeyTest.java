package io.warnserver.signing;

import static io.warnserver.signing.TestKeyStores.SUBJECT;
import static io.warnserver.signing.TestKeyStores.UNTIL;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said ahead of the end of a key. All certificates are valid for the year 2026. */
class EndOfSigningKeyTest {

  private static final Duration MONTH = Duration.ofDays(30);

  @TempDir private static Path folder;

  private final TestSigningSettings settings = new TestSigningSettings(folder);

  @BeforeAll
  static void makeKeyStores() throws GeneralSecurityException, IOException {
    for (String name : List.of("old", "new", "third")) {
      store(name);
    }
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "2026-12-01T23:59:59.9Z, -",
        "2026-12-02T00:00:00Z, 30 days",
        "2026-12-02T00:00:00.1Z, 29 days",
        "2026-12-30T00:00:00Z, 2 days",
        "2026-12-31T00:00:00Z, 1 day",
        "2026-12-31T00:00:01Z, 0 days",
        "2026-12-31T23:59:59Z, 0 days",
        "2027-01-01T00:00:00Z, -"
      })
  void endOfAKey_isAnnouncedFromThirtyDaysAheadUntilItIsThere(Instant time, String left) {
    settings.add("old", "v1", null, null);

    assertThat(settings.read().expiringWithin(MONTH, time))
        .extracting(key -> key.warning(time))
        .isEqualTo(
            Stream.ofNullable(left)
                .map(days -> "The signing key 'old' signs until " + UNTIL + ": " + days + " left")
                .toList());
  }

  @Test
  void endsOfSeveralKeys_areAnnouncedInOrderWhetherTheySignYetOrNot() {
    settings.add("old", "v1", null, "2026-06-20T00:00:00Z");
    settings.add("new", "v2", "2026-06-10T00:00:00Z", "2026-06-15T12:00:00Z");
    settings.add("third", "v3", null, null);
    Instant time = Instant.parse("2026-06-01T00:00:00Z");

    assertThat(settings.read().expiringWithin(MONTH, time))
        .extracting(key -> key.warning(time))
        .containsExactly(
            "The signing key 'old' signs until 2026-06-20T00:00:00Z: 19 days left",
            "The signing key 'new' signs until 2026-06-15T12:00:00Z: 14 days left");
  }

  private static void store(String name) throws GeneralSecurityException, IOException {
    KeyPair pair = TestKeyStores.ecKeys("secp256r1");
    TestKeyStores.write(
        folder.resolve(name + ".p12"), pair.getPrivate(), TestKeyStores.certificate(pair, SUBJECT));
  }
}
