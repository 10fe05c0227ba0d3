package io.warnserver.distribution.ledger;

import static io.warnserver.distribution.ledger.LedgerFixture.FIRST;
import static io.warnserver.distribution.ledger.LedgerFixture.MIDNIGHT;
import static io.warnserver.distribution.ledger.LedgerFixture.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.distribution.plan.PackageLimits;
import io.warnserver.distribution.testing.ArrivingKey;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PackagesTest {

  private static final PackageLimits ANY = new PackageLimits(1, 1000);

  private final LedgerFixture fixture = new LedgerFixture();
  private final Packages packages = fixture.packages;

  @Test
  void keysOfAnHour_areThoseOfItsWindowSortedAsUnsignedBytes() throws IOException {
    List<ArrivingKey> first =
        List.of(
            fixture.keys.readyAt(at("01:00")).withData("ff".repeat(16)),
            fixture.keys.readyAt(at("01:00")).withData("7f".repeat(16)),
            fixture.keys.readyAt(at("01:00")).withData("80".repeat(16)),
            fixture.keys.readyAt(at("01:00")).withData("00".repeat(16)));
    fixture.takeUp(first);
    fixture.takeUp(fixture.keys.readyAt(at("02:00")).withData("42".repeat(16)));
    fixture.planTo(2, ANY);

    assertThat(data(PackageWindow.ofHour("DE", FIRST.plus(1))))
        .containsExactly("00".repeat(16), "7f".repeat(16), "80".repeat(16), "ff".repeat(16));
    assertThat(data(PackageWindow.ofHour("DE", FIRST.plus(2)))).containsExactly("42".repeat(16));
    assertThat(data(PackageWindow.ofHour("DE", FIRST))).isEmpty();
    assertThat(data(PackageWindow.ofHour("AT", FIRST.plus(1)))).isEmpty();
  }

  @Test
  void keysOfADay_areThoseOfItsHoursAndNoWaitingOnes() throws IOException {
    fixture.takeUp(fixture.keys.readyAt(at("00:00"), 5));
    fixture.takeUp(fixture.keys.readyAt(at("23:00"), 7));
    fixture.planTo(23, ANY);
    fixture.takeUp(fixture.keys.readyAt(at("23:00"), 2));
    fixture.planTo(24, ANY);
    fixture.takeUp(fixture.keys.readyAt(at("23:00"), 2));

    assertThat(data(PackageWindow.ofDay("DE", FIRST))).hasSize(12).isSorted();
    assertThat(data(PackageWindow.ofHour("DE", FIRST.plus(24)))).hasSize(2);
  }

  @Test
  void moreKeysThanAreFetchedAtOnce_allCome() throws IOException {
    fixture.takeUp(fixture.keys.readyAt(at("00:00"), 4500));
    fixture.planTo(0, new PackageLimits(1, 10_000));

    assertThat(data(PackageWindow.ofHour("EUR", FIRST))).hasSize(4500).isSorted();
  }

  @Test
  void sinkThatFails_endsTheReading() throws IOException {
    fixture.takeUp(fixture.keys.readyAt(at("00:00"), 3));
    fixture.planTo(0, ANY);

    assertThatThrownBy(
            () ->
                read(
                    PackageWindow.ofHour("DE", FIRST),
                    key -> {
                      throw new IOException("disk full");
                    }))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("disk full");
    assertThat(data(PackageWindow.ofHour("DE", FIRST))).as("the next reading").hasSize(3);
  }

  @Test
  void keyInAPackage_doesNotPrintItself() throws IOException {
    fixture.takeUp(fixture.keys.readyAt(MIDNIGHT));
    fixture.planTo(0, ANY);

    read(
        PackageWindow.ofHour("DE", FIRST),
        key ->
            assertThat(key.toString())
                .doesNotContain(HexFormat.of().formatHex(key.keyData()))
                .isEqualTo("ExportedKey[********]"));
  }

  @Test
  void publishedPackage_isNoLongerPlannedAndKeepsItsEtag() {
    fixture.takeUp(fixture.keys.readyAt(MIDNIGHT));
    fixture.planTo(0, ANY);

    markPublished(PackageWindow.ofHour("DE", FIRST), "abc");

    assertThat(packages.planned(FIRST))
        .containsExactly(new Packages.Entry(PackageWindow.ofHour("EUR", FIRST), 1));
    assertThat(packages.published())
        .containsExactly(new Packages.Entry(PackageWindow.ofHour("DE", FIRST), 1));
    assertThat(fixture.database.rows("select etag from key_package where tree = 'DE'"))
        .containsExactly("abc");
  }

  @Test
  void expiredPackage_isNotPublishedAnyMore() {
    fixture.takeUp(fixture.keys.readyAt(MIDNIGHT));
    fixture.planTo(24, ANY);
    packages.expire(FIRST.plus(24), FIRST.plus(24), fixture.waitingOn);

    markPublished(PackageWindow.ofHour("DE", FIRST), "abc");

    assertThat(packages.published()).isEmpty();
    assertThat(expired()).contains(PackageWindow.ofHour("DE", FIRST));
  }

  @Test
  void daysBeforeRetention_expireWithTheirHours() {
    fixture.takeUp(fixture.keys.readyAt(at("22:00")));
    fixture.planTo(23, ANY);
    fixture.takeUp(fixture.keys.readyAt(at("22:00")));
    fixture.planTo(25, ANY);
    fixture.publishAll();

    packages.expire(FIRST.plus(24), FIRST.plus(24), fixture.waitingOn);

    assertThat(expired())
        .hasSize(6)
        .allMatch(window -> window.end().compareTo(FIRST.plus(24).start()) <= 0);
    assertThat(packages.published()).hasSize(4);
  }

  @Test
  void oldHours_expireOnceTheirDayIsPublished() {
    fixture.takeUp(fixture.keys.readyAt(at("22:00")));
    fixture.planTo(25, ANY);
    packages.planned(FIRST).stream()
        .filter(entry -> !entry.window().isDay() || entry.window().tree().equals("DE"))
        .forEach(entry -> markPublished(entry.window(), "etag"));

    packages.expire(FIRST, FIRST.plus(24), fixture.waitingOn);

    assertThat(expired())
        .as("EUR's day is not there yet")
        .containsExactly(
            PackageWindow.ofHour("DE", FIRST.plus(22)), PackageWindow.ofHour("DE", FIRST.plus(23)));
    assertThat(packages.published()).contains(entry(PackageWindow.ofDay("DE", FIRST), 1));
  }

  @Test
  void treeWithoutKeysWithinRetention_ends() {
    fixture.takeUp(fixture.keys.readyAt(at("22:00")));
    fixture.takeUp(fixture.keys.readyAt(at("22:00")).from("AT").visiting("AT"));
    fixture.planTo(30, ANY);
    fixture.takeUp(fixture.keys.readyAt(at("22:00")));
    fixture.planTo(31, ANY);
    fixture.publishAll();

    packages.expire(FIRST.plus(24), FIRST.plus(24), fixture.waitingOn);

    assertThat(treesWithPublished()).containsExactly("DE", "EUR");
  }

  @Test
  void treeWithAWaitingKey_doesNotEnd() {
    fixture.takeUp(fixture.keys.readyAt(at("22:00")).from("AT").visiting("AT"));
    fixture.planTo(30, ANY);
    fixture.takeUp(fixture.keys.readyAt(at("22:00")).from("AT").visiting("AT"));
    fixture.plan(state -> List.of());
    fixture.publishAll();

    assertThat(fixture.waitingOn).containsExactly("AT", "EUR");
    packages.expire(FIRST.plus(24), FIRST.plus(24), fixture.waitingOn);

    assertThat(treesWithPublished()).containsExactly("AT", "EUR");
  }

  @Test
  void expiredPackage_isUnlistedOnce() {
    fixture.takeUp(fixture.keys.readyAt(at("22:00")));
    fixture.planTo(30, ANY);
    fixture.publishAll();
    packages.expire(FIRST.plus(24), FIRST.plus(24), fixture.waitingOn);
    Instant first = at("23:05");

    packages.unlist(first);
    packages.unlist(first.plusSeconds(3600));

    assertThat(packages.unlistedUntil(first)).isNotEmpty();
    assertThat(packages.unlistedUntil(first.minusMillis(1))).isEmpty();
    packages.forget(packages.unlistedUntil(first));
    assertThat(packages.unlistedUntil(first.plusSeconds(3600))).isEmpty();
  }

  @Test
  void objectsThatAreNotAsTheyWerePut_arePlannedAgain() {
    fixture.takeUp(fixture.keys.readyAt(MIDNIGHT));
    fixture.planTo(2, ANY);
    fixture.publishAll();
    PackageWindow changed = PackageWindow.ofHour("DE", FIRST);

    packages.publishAgain(List.of(changed, PackageWindow.ofHour("XX", FIRST)));

    assertThat(packages.planned(FIRST)).containsExactly(entry(changed, 1));
    assertThat(packages.all())
        .containsEntry(changed, Optional.empty())
        .containsEntry(PackageWindow.ofHour("EUR", FIRST), Optional.of("etag"));
  }

  @Test
  void forgettingWhatIsNotExpired_changesNothing() {
    fixture.takeUp(fixture.keys.readyAt(at("22:00")));
    fixture.planTo(23, ANY);
    fixture.publishAll();

    packages.forget(packages.published().stream().map(Packages.Entry::window).toList());

    assertThat(packages.published()).hasSize(6);
  }

  @Test
  void window_refusesOtherLengths() {
    assertThatThrownBy(() -> new PackageWindow("DE", FIRST, 2))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PackageWindow("DE", FIRST.plus(1), 24))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private List<PackageWindow> expired() {
    packages.unlist(MIDNIGHT);
    return packages.unlistedUntil(MIDNIGHT);
  }

  private List<String> treesWithPublished() {
    return packages.published().stream()
        .map(entry -> entry.window().tree())
        .distinct()
        .sorted()
        .toList();
  }

  private static Packages.Entry entry(PackageWindow window, int keys) {
    return new Packages.Entry(window, keys);
  }

  private void markPublished(PackageWindow window, String etag) {
    packages.markPublished(Map.of(window, etag));
  }

  private List<String> data(PackageWindow window) throws IOException {
    List<String> data = new ArrayList<>();
    int count = read(window, key -> data.add(HexFormat.of().formatHex(key.keyData())));
    assertThat(count).isEqualTo(data.size());
    return data;
  }

  private int read(PackageWindow window, PackageKeys.KeySink sink) throws IOException {
    AtomicInteger count = new AtomicInteger();
    PackageKeys.read(fixture.database.distribution(), keys -> count.set(keys.read(window, sink)));
    return count.get();
  }
}
