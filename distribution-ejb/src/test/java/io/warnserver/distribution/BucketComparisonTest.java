package io.warnserver.distribution;

import static io.warnserver.distribution.TestServer.COUNTRY;
import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.distribution.ledger.PackageWindow;
import io.warnserver.distribution.revocation.RevocationOrder;
import io.warnserver.distribution.store.ObjectStoreException;
import io.warnserver.distribution.testing.InMemoryStore.StoredObject;
import io.warnserver.keys.HourNumber;
import io.warnserver.leases.RunOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run does about a bucket that is not as the last run had left it. */
class BucketComparisonTest {

  private static final Instant FIRST = Instant.parse("2026-03-02T10:00:00Z");
  private static final Instant LAST = Instant.parse("2026-03-03T03:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final String HOUR_OF_KEYS = COUNTRY + "/DE/date/2026-03-02/hour/10";
  private static final String DATES = COUNTRY + "/DE/date";
  private static final StoredObject OTHER = new StoredObject("00", false, "other");
  private static final StoredObject OTHER_INDEX = new StoredObject("5b5d", true, "other"); // []

  private final TestServer server =
      new TestServer("warn.supported-countries", "AT,DE", "warn.distribution.min-keys", "1");

  @BeforeEach
  void publishADay() {
    server.arrive(server.keys.readyAt(FIRST, 3));
    server.arrive(server.keys.readyAt(FIRST.plus(HOUR), 2));
    server.completeHourly(FIRST.plus(HOUR), LAST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        HOUR_OF_KEYS,
        COUNTRY + "/EUR/date/2026-03-02",
        DATES,
        COUNTRY,
        COUNTRY + "/DE/date/2026-03-03/hour",
        "version",
        "version/v1/configuration/country",
        "version/v1/configuration/country/DE/app_config",
        "version/v1/app_config_android",
        "version/v1/app_config_ios"
      })
  void objectThatALateWriteReplaced_isPutAgain(String path) {
    SortedMap<String, StoredObject> before = server.store.objects();
    server.store.letChange(changed -> true);
    server.store.putLate(path, before.get(path).index() ? OTHER_INDEX : OTHER);
    server.store.forgetSteps();

    RunResult result = server.completeAfter(LAST);

    assertThat(server.store.steps()).contains("put " + path);
    assertThat(result.objects()).isEqualTo(1);
    assertThat(server.store.objects()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {DATES, COUNTRY, "version", "version/v1/app_config_ios"})
  void objectThatIsLost_isPutAgain(String path) {
    SortedMap<String, StoredObject> before = server.store.objects();
    server.store.lose(path);

    server.completeAfter(LAST);

    assertThat(server.store.objects()).isEqualTo(before);
    assertThat(server.counted("warn.distribution.objects.repaired")).isEqualTo(1);
  }

  @Test
  void bucketAsItWasLeft_isNotWrittenTo() {
    server.store.forgetSteps();

    server.completeAfter(LAST);

    assertThat(server.store.steps()).isEmpty();
    assertThat(server.counted("warn.distribution.objects.repaired")).isZero();
  }

  @Test
  void packageFromBeforeARevocation_doesNotComeBack() {
    StoredObject before = server.store.objects().get(HOUR_OF_KEYS);
    PackageWindow revoked = PackageWindow.ofHour("DE", HourNumber.containing(FIRST));
    server.revoke(RevocationOrder.ofAll(revoked));
    server.completeAfter(LAST);
    server.store.putLate(HOUR_OF_KEYS, before);

    server.completeAfter(LAST);

    assertThat(server.hour("DE", "2026-03-02", 10).keyData()).isEmpty();
  }

  @Test
  void objectsThatBelongToNothing_areDeletedWhereOnlyTheServerWrites() {
    String late = COUNTRY + "/DE/date/2026-01-01";
    server.store.putLate(late, OTHER);
    server.store.putLate("version/v1/of/somebody/else", OTHER);

    server.completeAfter(LAST);

    assertThat(server.store.paths())
        .doesNotContain(late)
        .contains("version/v1/of/somebody/else", HOUR_OF_KEYS);
  }

  /** As stores do that list no ETag, or of each part of an object the sum. */
  @ParameterizedTest
  @ValueSource(strings = {"", "0123abcd-1"})
  void storeThatListsOtherEtagsThanReadersGet_isComparedByThose(String listed) {
    SortedMap<String, StoredObject> before = server.store.objects();
    server.store.listEtags(etag -> listed);
    server.store.putLate(DATES, OTHER_INDEX);
    server.store.forgetSteps();

    server.completeAfter(LAST);

    assertThat(server.store.steps()).containsExactly("put " + DATES);
    assertThat(server.store.objects()).isEqualTo(before);
  }

  @Test
  void storeThatDoesNotList_isNotCompared() {
    server.store.refuseToList(new ObjectStoreException("may not list", null, false));
    server.store.putLate("version", OTHER);

    assertThat(server.completeAfter(LAST).objects()).isZero();
  }

  @Test
  void storeThatMayListLater_endsTheRun() {
    server.store.refuseToList(new ObjectStoreException("busy", null, true));
    server.set("warn.supported-countries", "AT,DE", "warn.store.retry-budget", "PT0S");

    RunResult result = server.runAfter(LAST);

    assertThat(result.outcome()).isEqualTo(RunOutcome.FAILED);
    assertThat(result.reason()).isEqualTo("busy");
  }
}
