package io.warnserver.signing;

import static io.warnserver.signing.TestKeyStores.FROM;
import static io.warnserver.signing.TestKeyStores.SUBJECT;
import static io.warnserver.signing.TestKeyStores.UNTIL;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When keys sign. The certificates are valid for the year 2026, that of "always" for longer. */
class ConfiguredSigningKeysTest {

  @TempDir private static Path folder;

  private final TestSigningSettings settings = new TestSigningSettings(folder);

  @BeforeAll
  static void makeKeyStores() throws GeneralSecurityException, IOException {
    for (String name : List.of("old", "new", "third")) {
      store(name, FROM, UNTIL);
    }
    store("always", Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2040-01-01T00:00:00Z"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "start                 | end                    | time                   | signs",
        "-                     | -                      | 2025-12-31T23:59:59Z   | false",
        "-                     | -                      | 2026-01-01T00:00:00Z   | true",
        "-                     | -                      | 2026-12-31T23:59:59Z   | true",
        "-                     | -                      | 2027-01-01T00:00:00Z   | false",
        "2026-03-01T12:00:00Z  | -                      | 2026-03-01T11:59:59Z   | false",
        "2026-03-01T12:00:00Z  | -                      | 2026-03-01T12:00:00Z   | true",
        "2026-03-01T12:00:00Z  | -                      | 2026-12-31T23:59:59Z   | true",
        "-                     | 2026-04-01T00:00:00Z   | 2026-01-01T00:00:00Z   | true",
        "-                     | 2026-04-01T00:00:00Z   | 2026-03-31T23:59:59.9Z | true",
        "-                     | 2026-04-01T00:00:00Z   | 2026-04-01T00:00:00Z   | false",
        "2026-03-01T12:00:00Z  | 2026-03-01T12:00:00.1Z | 2026-03-01T12:00:00Z   | true",
        "2026-03-01T12:00:00Z  | 2026-03-01T12:00:00.1Z | 2026-03-01T12:00:00.1Z | false",
        "2026-01-01T00:00:00Z  | 2027-01-01T00:00:00Z   | 2026-01-01T00:00:00Z   | true",
        "2026-01-01T00:00:00Z  | 2027-01-01T00:00:00Z   | 2026-12-31T23:59:59Z   | true"
      },
      useHeadersInDisplayName = true)
  void key_signsFromItsStartUntilBeforeItsEnd(
      String start, String end, Instant time, boolean signs) {
    settings.add("old", "v1", start, end);
    settings.add("always", "v2", null, null);

    List<String> expected = signs ? List.of("old", "always") : List.of("always");
    assertThat(settings.namesInForce(time)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-01T00:00:00Z, old",
    "2026-05-31T23:59:59Z, old",
    "2026-06-01T00:00:00Z, new old",
    "2026-06-30T23:59:59Z, new old",
    "2026-07-01T00:00:00Z, new",
    "2026-12-31T23:59:59Z, new"
  })
  void exchangeWithOverlap_isSignedByOldByBothAndByNew(Instant time, String names) {
    settings.add("new", "v2", "2026-06-01T00:00:00Z", null);
    settings.add("old", "v1", null, "2026-07-01T00:00:00Z");

    assertThat(settings.namesInForce(time)).containsExactly(names.split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "2025-12-31T23:59:59Z | -                    | start: '2025-12-31T23:59:59Z' must be within"
            + " the certificate's validity, 2026-01-01T00:00:00Z to 2027-01-01T00:00:00Z",
        "2027-01-01T00:00:01Z | -                    | start: '2027-01-01T00:00:01Z' must be within"
            + " the certificate's validity, 2026-01-01T00:00:00Z to 2027-01-01T00:00:00Z",
        "-                    | 2027-01-01T00:00:01Z | end: '2027-01-01T00:00:01Z' must be within"
            + " the certificate's validity, 2026-01-01T00:00:00Z to 2027-01-01T00:00:00Z",
        "-                    | 2025-12-31T23:59:59Z | end: '2025-12-31T23:59:59Z' must be within"
            + " the certificate's validity, 2026-01-01T00:00:00Z to 2027-01-01T00:00:00Z",
        "2027-01-01T00:00:00Z | -                    | start: the key would sign from"
            + " 2027-01-01T00:00:00Z to 2027-01-01T00:00:00Z, which is never",
        "-                    | 2026-01-01T00:00:00Z | end: the key would sign from"
            + " 2026-01-01T00:00:00Z to 2026-01-01T00:00:00Z, which is never",
        "2026-05-01T00:00:00Z | 2026-05-01T00:00:00Z | end: the key would sign from"
            + " 2026-05-01T00:00:00Z to 2026-05-01T00:00:00Z, which is never",
        "2026-05-02T00:00:00Z | 2026-05-01T00:00:00Z | end: the key would sign from"
            + " 2026-05-02T00:00:00Z to 2026-05-01T00:00:00Z, which is never"
      })
  void impossibleTime_isRefusedWithTheSetting(String start, String end, String fault) {
    settings.add("old", "v1", start, end);

    assertThat(settings.faults(FROM)).containsExactly("warn.signing.old." + fault);
  }

  @Test
  void noKeyInForce_isRefusedInOneLineThatSaysWhyOfEach() {
    settings.add("old", "v1", null, "2026-02-01T00:00:00Z");
    settings.add("new", "v2", "2026-03-01T00:00:00Z", null);

    assertThat(settings.faults(Instant.parse("2026-02-01T00:00:00Z")))
        .containsExactly(
            "warn.signing.keys: no signing key is in force at 2026-02-01T00:00:00Z"
                + " (warn.signing.old.end: signed until 2026-02-01T00:00:00Z;"
                + " warn.signing.new.start: signs from 2026-03-01T00:00:00Z)");
  }

  @ParameterizedTest
  @CsvSource({
    "2027-01-01T00:00:00Z, the certificate expired on 2027-01-01T00:00:00Z",
    "2025-12-31T23:59:59Z, the certificate is valid from 2026-01-01T00:00:00Z"
  })
  void certificateOutsideItsValidity_isTheReason(Instant time, String why) {
    settings.add("old", "v1", null, null);

    assertThat(settings.faults(time))
        .containsExactly(
            "warn.signing.keys: no signing key is in force at "
                + time
                + " (warn.signing.old.keystore: "
                + why
                + ")");
  }

  @Test
  void keyThatEndedOrWillCome_doesNotStopTheStart() {
    settings.add("old", "v1", null, "2026-02-01T00:00:00Z");
    settings.add("new", "v2", "2026-08-01T00:00:00Z", null);
    settings.add("third", "v3", null, null);

    assertThat(settings.namesInForce(Instant.parse("2026-06-01T00:00:00Z")))
        .containsExactly("third");
  }

  @Test
  void differentKeysWithOneIdAndVersion_areRefusedWhileTheyOverlap() {
    settings.add("old", "v1", null, "2026-06-01T00:00:01Z");
    settings.add("new", "v1", "2026-06-01T00:00:00Z", null);

    assertThat(settings.faults(FROM))
        .containsExactly(
            "warn.signing.new.key-version: the keys 'old' and 'new' are different keys with id"
                + " '262' and version 'v1' in force at the same time; an app could not tell them"
                + " apart");
  }

  @Test
  void differentKeysWithOneIdAndVersion_areTakenOneAfterTheOther() {
    settings.add("old", "v1", null, "2026-06-01T00:00:00Z");
    settings.add("new", "v1", "2026-06-01T00:00:00Z", null);

    assertThat(settings.namesInForce(Instant.parse("2026-05-31T23:59:59Z"))).containsExactly("old");
    assertThat(settings.namesInForce(Instant.parse("2026-06-01T00:00:00Z"))).containsExactly("new");
  }

  @Test
  void differentKeysWithOneVersionAndOtherIds_areTaken() {
    settings.add("old", "v1", null, null);
    settings.add("new", "v1", null, null);
    settings.set("new", "key-id", "208");

    assertThat(settings.namesInForce(FROM)).containsExactly("old", "new");
  }

  /** As when one key gets a new certificate, or serves two apps. */
  @Test
  void oneKeyTwiceWithOneIdAndVersion_isTaken() {
    settings.add("old", "v1", null, null);
    settings.add("again", "v1", null, null);
    settings.set("again", "keystore", folder.resolve("old.p12").toString());

    assertThat(settings.namesInForce(FROM)).containsExactly("old", "again");
  }

  @Test
  void eachOfThreeClashingPairs_isRefused() {
    settings.add("old", "v1", null, null);
    settings.add("new", "v1", null, null);
    settings.add("third", "v1", null, null);

    assertThat(settings.faults(FROM)).hasSize(3);
  }

  @Test
  void otherKeysInForce_giveAnotherFingerprint() {
    settings.add("old", "v1", null, "2026-07-01T00:00:00Z");
    settings.add("new", "v2", "2026-06-01T00:00:00Z", null);
    byte[] oldAlone = settings.read().inForce(FROM).fingerprint();

    assertThat(settings.read().inForce(Instant.parse("2026-05-01T00:00:00Z")).fingerprint())
        .isEqualTo(oldAlone);
    assertThat(settings.read().inForce(Instant.parse("2026-06-01T00:00:00Z")).fingerprint())
        .isNotEqualTo(oldAlone);
  }

  @Test
  void printing_showsTheNamesAlone() {
    settings.add("old", "v1", null, null);
    settings.add("new", "v2", null, null);

    assertThat(settings.read())
        .hasToString("ConfiguredSigningKeys[SigningKey[old], SigningKey[new]]");
  }

  private static void store(String name, Instant from, Instant until)
      throws GeneralSecurityException, IOException {
    KeyPair pair = TestKeyStores.ecKeys("secp256r1");
    TestKeyStores.write(
        folder.resolve(name + ".p12"),
        pair.getPrivate(),
        TestKeyStores.certificate(pair, SUBJECT, from, until));
  }
}
