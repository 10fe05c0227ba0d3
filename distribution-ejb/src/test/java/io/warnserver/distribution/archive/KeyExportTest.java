package io.warnserver.distribution.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.distribution.ledger.Ledger;
import io.warnserver.distribution.ledger.PackageKeys;
import io.warnserver.distribution.ledger.PackageWindow;
import io.warnserver.distribution.ledger.Packages;
import io.warnserver.distribution.ledger.RoutingPolicy;
import io.warnserver.distribution.plan.HourPlan;
import io.warnserver.distribution.testing.ArrivingKey;
import io.warnserver.distribution.testing.PhonePackage;
import io.warnserver.distribution.testing.TestDatabase;
import io.warnserver.distribution.testing.TestKeys;
import io.warnserver.distribution.testing.TestSigningKeys;
import io.warnserver.keys.Country;
import io.warnserver.keys.HourNumber;
import io.warnserver.keys.SupportedCountries;
import io.warnserver.signing.SigningKeys;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class KeyExportTest {

  private static final Instant TEN = Instant.parse("2026-03-02T10:00:00Z");
  private static final HourNumber HOUR = HourNumber.containing(TEN);
  private static final RoutingPolicy POLICY =
      new RoutingPolicy(
          new SupportedCountries(new Country("DE"), new TreeSet<>(Set.of(new Country("DE")))),
          true,
          12,
          true);

  private final TestDatabase database = TestDatabase.cleared();

  @Test
  void hour_hasItsWindowRegionAndSortedKeys() throws IOException {
    List<ArrivingKey> keys = new TestKeys().readyAt(TEN, 300);
    publishInHour(keys);

    PhonePackage opened = open(PackageWindow.ofHour("DE", HOUR), 300, TestSigningKeys.one());

    assertThat(opened.region()).isEqualTo("DE");
    assertThat(opened.start()).isEqualTo(TEN);
    assertThat(opened.end()).isEqualTo(TEN.plus(Duration.ofHours(1)));
    assertThat(opened.keyData())
        .isEqualTo(new TreeSet<>(keys.stream().map(ArrivingKey::data).toList()));
  }

  @Test
  void bytesAboveHalf_sortAfterThoseBelow() throws IOException {
    TestKeys some = new TestKeys();
    publishInHour(
        List.of(
            some.readyAt(TEN).withData("80" + "00".repeat(15)),
            some.readyAt(TEN).withData("ff".repeat(16)),
            some.readyAt(TEN).withData("7f".repeat(16)),
            some.readyAt(TEN).withData("00".repeat(16))));

    PhonePackage opened = open(PackageWindow.ofHour("DE", HOUR), 4, TestSigningKeys.one());

    assertThat(opened.keys())
        .extracting(PhonePackage.Key::data)
        .containsExactly("00".repeat(16), "7f".repeat(16), "80" + "00".repeat(15), "ff".repeat(16));
  }

  @Test
  void day_lastsFromMidnightToMidnight() throws IOException {
    publishInHour(new TestKeys().readyAt(TEN, 3));

    PhonePackage opened = open(PackageWindow.ofDay("EUR", HOUR), 3, TestSigningKeys.one());

    assertThat(opened.region()).isEqualTo("EUR");
    assertThat(opened.start()).isEqualTo(Instant.parse("2026-03-02T00:00:00Z"));
    assertThat(opened.end()).isEqualTo(Instant.parse("2026-03-03T00:00:00Z"));
  }

  /** Risk levels 1 to 8 as days and report types, in the order of the table. */
  @Test
  void riskLevel_isEncodedInDaysAndReportType() throws IOException {
    List<Integer> days = List.of(1, 2, 1, 2, 1, 2, 1, 2);
    List<Integer> types = List.of(4, 4, 3, 3, 2, 2, 1, 1);
    TestKeys some = new TestKeys();
    publishInHour(
        java.util.stream.IntStream.rangeClosed(1, 8)
            .mapToObj(
                level ->
                    some.readyAt(TEN)
                        .withRisk(level)
                        .withPeriod(100 + level)
                        .withData("0" + level + "00".repeat(15)))
            .toList());

    PhonePackage opened = open(PackageWindow.ofHour("DE", HOUR), 8, TestSigningKeys.one());

    for (int level = 1; level <= 8; level++) {
      PhonePackage.Key key = opened.keys().get(level - 1);
      assertThat(key.riskLevel()).isEqualTo(level);
      assertThat(key.days()).as("days of level %d", level).isEqualTo(days.get(level - 1));
      assertThat(key.reportType()).as("type of level %d", level).isEqualTo(types.get(level - 1));
      assertThat(key.rollingPeriod()).isEqualTo(100 + level);
      assertThat(key.rollingStart()).isEqualTo(new TestKeys().readyAt(TEN).rollingStart());
    }
  }

  @Test
  void hourWithoutKeys_isASignedPackageWithoutKeys() throws IOException {
    PhonePackage opened = open(PackageWindow.ofHour("DE", HOUR), 0, TestSigningKeys.one());

    assertThat(opened.keys()).isEmpty();
  }

  @Test
  void severalSigningKeys_areAllNamedInTheExport() throws IOException {
    publishInHour(new TestKeys().readyAt(TEN, 2));

    PhonePackage opened = open(PackageWindow.ofHour("DE", HOUR), 2, TestSigningKeys.two());

    assertThat(opened.keys()).hasSize(2);
  }

  @Test
  void sameKeysInAnotherOrder_giveTheSameBytes() throws IOException {
    List<ArrivingKey> keys = new TestKeys().readyAt(TEN, 50);
    publishInHour(keys);
    byte[] first = archive(PackageWindow.ofHour("DE", HOUR), 50, TestSigningKeys.one());

    TestDatabase.cleared();
    publishInHour(
        keys.stream().sorted((one, other) -> other.data().compareTo(one.data())).toList());
    byte[] second = archive(PackageWindow.ofHour("DE", HOUR), 50, TestSigningKeys.one());

    assertThat(second).isEqualTo(first);
  }

  @Test
  void otherNumberOfKeysThanPlanned_isRefused() {
    publishInHour(new TestKeys().readyAt(TEN, 2));

    assertThatThrownBy(() -> export(3, OutputStream.nullOutputStream()))
        .isInstanceOf(IOException.class)
        .hasMessage("planned 3 keys for a package, read 2");
  }

  @Test
  void streamThatFails_isPassedOnAsItIs() {
    publishInHour(new TestKeys().readyAt(TEN, 3000));
    OutputStream full =
        new OutputStream() {
          private int written;

          @Override
          public void write(int one) throws IOException {
            written++;
            if (written > 40_000) {
              throw new IOException("disk full");
            }
          }
        };

    assertThatThrownBy(() -> export(3000, full))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("disk full");
  }

  /** 34 bytes a key is what the largest package of 16 MB relies on (policy 5). */
  @Test
  void keysInExport_areAtMost38Bytes() throws IOException {
    publishInHour(new TestKeys().readyAt(TEN, 1000));
    Counter counter = new Counter();
    export(1000, counter);

    assertThat((counter.bytes - 150) / 1000).isBetween(30, 38);
  }

  private static final class Counter extends OutputStream {
    private int bytes;

    @Override
    public void write(int one) {
      bytes++;
    }
  }

  private void publishInHour(List<ArrivingKey> keys) {
    database.arrive(keys);
    Ledger ledger = new Ledger(database.distribution());
    var unused = ledger.plan(POLICY, state -> List.of(new HourPlan(HOUR, keys.size())));
  }

  private void export(int keys, OutputStream out) throws IOException {
    Packages.Entry entry = new Packages.Entry(PackageWindow.ofHour("DE", HOUR), keys);
    PackageKeys.read(
        database.distribution(),
        reading -> new KeyExport(reading, entry, TestSigningKeys.one()).writeTo(out));
  }

  private PhonePackage open(PackageWindow window, int keys, SigningKeys signingKeys)
      throws IOException {
    return PhonePackage.open(archive(window, keys, signingKeys), signingKeys);
  }

  private byte[] archive(PackageWindow window, int keys, SigningKeys signingKeys)
      throws IOException {
    AtomicReference<byte[]> bytes = new AtomicReference<>();
    PackageKeys.read(
        database.distribution(),
        reading -> {
          KeyExport export = new KeyExport(reading, new Packages.Entry(window, keys), signingKeys);
          try (SignedArchive archive = SignedArchive.write(export, signingKeys)) {
            bytes.set(Files.readAllBytes(archive.file()));
          }
        });
    return bytes.get();
  }
}
