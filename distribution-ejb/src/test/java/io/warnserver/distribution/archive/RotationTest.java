package io.warnserver.distribution.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.distribution.ledger.Ledger;
import io.warnserver.distribution.ledger.PackageKeys;
import io.warnserver.distribution.ledger.PackageWindow;
import io.warnserver.distribution.ledger.Packages;
import io.warnserver.distribution.ledger.RoutingPolicy;
import io.warnserver.distribution.plan.HourPlan;
import io.warnserver.distribution.testing.OneKeyPhone;
import io.warnserver.distribution.testing.TestDatabase;
import io.warnserver.distribution.testing.TestKeys;
import io.warnserver.distribution.testing.TestSigningKeys;
import io.warnserver.keys.Country;
import io.warnserver.keys.HourNumber;
import io.warnserver.keys.SupportedCountries;
import io.warnserver.settings.Mode;
import io.warnserver.settings.SettingsReader;
import io.warnserver.signing.SigningKeySource;
import io.warnserver.signing.SigningKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A signing key is exchanged for another while the server runs: what the phones see that know one
 * of the two each.
 */
class RotationTest {

  private static final Instant TEN = Instant.parse("2026-03-02T10:00:00Z");
  private static final HourNumber HOUR = HourNumber.containing(TEN);
  private static final int KEYS = 200;
  private static final Instant BOTH_FROM = Instant.parse("2026-03-10T00:00:00Z");
  private static final Instant NEW_ALONE_FROM = Instant.parse("2026-04-10T00:00:00Z");

  @TempDir private static Path folder;

  private static KeyPair oldKey;
  private static KeyPair newKey;

  private final Map<String, String> values = new ConcurrentHashMap<>();
  private final SigningKeySource source =
      new SigningKeySource(
          () -> new SettingsReader(name -> Optional.ofNullable(values.get(name))), Mode.PRODUCTION);
  private final OneKeyPhone oldPhone = new OneKeyPhone("262", "v1", oldKey.getPublic());
  private final OneKeyPhone newPhone = new OneKeyPhone("262", "v2", newKey.getPublic());
  private final TestDatabase database = TestDatabase.cleared();

  @BeforeAll
  static void makeKeys() throws IOException {
    oldKey = TestSigningKeys.pair();
    newKey = TestSigningKeys.pair();
    TestSigningKeys.store(folder.resolve("old.p12"), oldKey);
    TestSigningKeys.store(folder.resolve("new.p12"), newKey);
  }

  @BeforeEach
  void publishKeysWithTheOldKeyAlone() {
    values.put("warn.signing.keys", "old");
    configure("old", "v1");
    database.arrive(new TestKeys().readyAt(TEN, KEYS));
    Ledger ledger = new Ledger(database.distribution());
    RoutingPolicy policy =
        new RoutingPolicy(
            new SupportedCountries(new Country("DE"), new TreeSet<>(Set.of(new Country("DE")))),
            true,
            12,
            true);
    var unused = ledger.plan(policy, state -> List.of(new HourPlan(HOUR, KEYS)));
  }

  @Test
  void beforeTheOverlap_onlyTheOldPhoneAccepts() throws IOException {
    addNewKey();

    byte[] archive = packageAt(BOTH_FROM.minusSeconds(1));

    assertThat(oldPhone.refusal(archive)).isEmpty();
    assertThat(newPhone.refusal(archive)).contains("no signature of a key that is known");
  }

  @Test
  void duringTheOverlap_bothPhonesAccept() throws IOException {
    addNewKey();

    for (Instant time : List.of(BOTH_FROM, NEW_ALONE_FROM.minusSeconds(1))) {
      byte[] archive = packageAt(time);

      assertThat(oldPhone.refusal(archive)).isEmpty();
      assertThat(newPhone.refusal(archive)).isEmpty();
    }
  }

  @Test
  void afterTheOverlap_onlyTheNewPhoneAccepts() throws IOException {
    addNewKey();

    byte[] archive = packageAt(NEW_ALONE_FROM);

    assertThat(oldPhone.refusal(archive)).contains("no signature of a key that is known");
    assertThat(newPhone.refusal(archive)).isEmpty();
  }

  @Test
  void keyAddedBetweenTwoRuns_signsTheNext() throws IOException {
    byte[] before = packageAt(BOTH_FROM);
    addNewKey();
    byte[] after = packageAt(BOTH_FROM);

    assertThat(newPhone.refusal(before)).isPresent();
    assertThat(newPhone.refusal(after)).isEmpty();
    assertThat(oldPhone.refusal(after)).isEmpty();
  }

  @Test
  void phoneWithAnotherKeyOfThatVersion_refuses() throws IOException {
    addNewKey();
    OneKeyPhone stranger = new OneKeyPhone("262", "v2", TestSigningKeys.pair().getPublic());

    assertThat(stranger.refusal(packageAt(BOTH_FROM))).contains("the signature is wrong");
  }

  @Test
  void configurationFile_isAcceptedByBothDuringTheOverlap() throws IOException {
    addNewKey();

    try (SignedArchive archive =
        SignedArchive.write(out -> out.write(1), source.read().inForce(BOTH_FROM))) {
      byte[] bytes = Files.readAllBytes(archive.file());

      assertThat(oldPhone.refusalOfSignatures(bytes)).isEmpty();
      assertThat(newPhone.refusalOfSignatures(bytes)).isEmpty();
    }
  }

  @Test
  void sameKeysInForce_giveTheSameBytes() throws IOException {
    addNewKey();

    assertThat(packageAt(BOTH_FROM)).isEqualTo(packageAt(NEW_ALONE_FROM.minusSeconds(1)));
  }

  /** As an operator does it, in the settings alone. */
  private void addNewKey() {
    values.put("warn.signing.keys", "old,new");
    configure("new", "v2");
    values.put("warn.signing.new.start", BOTH_FROM.toString());
    values.put("warn.signing.old.end", NEW_ALONE_FROM.toString());
  }

  private void configure(String name, String version) {
    values.put("warn.signing." + name + ".keystore", folder.resolve(name + ".p12").toString());
    values.put("warn.signing." + name + ".password", TestSigningKeys.PASSWORD);
    values.put("warn.signing." + name + ".key-version", version);
  }

  private byte[] packageAt(Instant time) throws IOException {
    SigningKeys keys = source.read().inForce(time);
    Packages.Entry entry = new Packages.Entry(PackageWindow.ofHour("DE", HOUR), KEYS);
    AtomicReference<byte[]> bytes = new AtomicReference<>();
    PackageKeys.read(
        database.distribution(),
        reading -> {
          try (SignedArchive archive =
              SignedArchive.write(new KeyExport(reading, entry, keys), keys)) {
            bytes.set(Files.readAllBytes(archive.file()));
          }
        });
    return bytes.get();
  }
}
