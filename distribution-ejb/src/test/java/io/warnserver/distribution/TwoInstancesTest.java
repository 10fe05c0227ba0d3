package io.warnserver.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.distribution.testing.ArrivingKey;
import io.warnserver.distribution.testing.FailureTime;
import io.warnserver.distribution.testing.FileStore;
import io.warnserver.distribution.testing.InMemoryStore;
import io.warnserver.distribution.testing.InMemoryStore.StoredObject;
import io.warnserver.distribution.testing.StepGate;
import io.warnserver.distribution.testing.TestDatabase;
import io.warnserver.distribution.testing.TestKeys;
import io.warnserver.distribution.testing.TreeWalk;
import io.warnserver.leases.RunOutcome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two instances, each in a process of its own, start their runs at the same moments. Whatever
 * happens to one of them, what is published is what a single instance publishes.
 */
class TwoInstancesTest {

  private static final Instant START = Instant.parse("2026-03-02T14:00:00Z");
  private static final int HOURS = 11;
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration RUNS_AFTER = Duration.ofMinutes(5);

  /** While it looks for what is to do, while it puts packages, while it puts indexes. */
  private static final int[] STOPS_AT = {13, 18, 6, 23, 16};

  private static final String[] SETTINGS = {
    "warn.supported-countries", "AT,DE", "warn.distribution.min-keys", "2"
  };

  @TempDir private Path folder;
  private final List<List<ArrivingKey>> arriving = new ArrayList<>();
  private final TreeWalk phone =
      new TreeWalk(
          LocalDate.parse("2026-03-02").datesUntil(LocalDate.parse("2026-03-04")).toList());
  private TestDatabase database;
  private FileStore files;
  private SortedMap<String, StoredObject> expected;
  private List<String> expectedRows;
  private InstanceProcess one;
  private InstanceProcess two;

  @BeforeEach
  void publishWithASingleInstance() {
    TestServer single = new TestServer(SETTINGS);
    TestKeys keys = new TestKeys();
    for (int hour = 0; hour < HOURS; hour++) {
      Instant now = START.plus(HOUR.multipliedBy(hour));
      List<ArrivingKey> ofHour = new ArrayList<>(keys.readyAt(now, 1 + hour % 4));
      keys.readyAt(now, hour % 3).forEach(key -> ofHour.add(key.visiting("AT", "DE")));
      arriving.add(ofHour);
      single.arrive(ofHour);
      single.completeAfter(now.plus(HOUR));
    }
    expected = single.store.objects();
    expectedRows = single.database.contents();

    database = TestDatabase.cleared();
    files = new FileStore(folder, StepGate.open());
    one = instance();
    two = instance();
  }

  @AfterEach
  void endProcesses() {
    one.close();
    two.close();
  }

  @Test
  void bothAtOnce_publishWhatASingleOneDoes() {
    for (int hour = 0; hour < HOURS; hour++) {
      Instant now = arrive(hour);
      one.begin(now, 0, FailureTime.BEFORE);
      two.begin(now, 0, FailureTime.BEFORE);
      phone.walk(files::content);
      List<RunOutcome> outcomes = List.of(one.end().outcome(), two.end().outcome());
      assertThat(outcomes)
          .contains(RunOutcome.COMPLETED)
          .isSubsetOf(RunOutcome.COMPLETED, RunOutcome.BUSY);
    }
    assertPublishedIsExpected();
  }

  @Test
  void oneKilledInTheMiddle_isTakenOverByTheOtherWhenItsLeaseHasRunOut() {
    int killed = 0;
    for (int hour = 0; hour < HOURS; hour++) {
      Instant now = arrive(hour);
      if (hour % 2 == 1) {
        one.begin(now, STOPS_AT[killed++], FailureTime.AFTER);
        String step = one.awaitStandstill();
        assertThat(two.run(now).outcome()).as(step).isEqualTo(RunOutcome.BUSY);
        one.kill();
        phone.walk(files::content);
        assertThat(two.run(now).outcome()).as(step).isEqualTo(RunOutcome.BUSY);
        database.letLeaseRunOut();
        InstanceProcess.Ended takenOver = two.run(now);
        assertThat(takenOver.outcome())
            .as(step + takenOver.reason())
            .isEqualTo(RunOutcome.COMPLETED);
        // The one that took over is killed next time.
        one = two;
        two = instance();
      } else {
        assertThat(one.run(now).outcome()).isEqualTo(RunOutcome.COMPLETED);
        assertThat(two.run(now).packages()).isZero();
      }
      phone.walk(files::content);
    }
    assertThat(killed).isEqualTo(5);
    assertPublishedIsExpected();
  }

  @Test
  void oneThatStoodStillTooLong_writesNothingMore() {
    int stalled = 0;
    for (int hour = 0; hour < HOURS; hour++) {
      Instant now = arrive(hour);
      if (hour % 2 == 1) {
        one.begin(now, STOPS_AT[stalled++], FailureTime.AFTER);
        String step = one.awaitStandstill();
        database.letLeaseRunOut();
        assertThat(two.run(now).outcome()).as(step).isEqualTo(RunOutcome.COMPLETED);
        SortedMap<String, StoredObject> objects = files.everything();
        List<String> rows = database.contents();

        one.goOn();
        InstanceProcess.Ended late = one.end();

        assertThat(late.outcome()).as(step).isEqualTo(RunOutcome.FAILED);
        assertThat(files.everything()).as(step).isEqualTo(objects);
        assertThat(database.contents()).as(step).isEqualTo(rows);
      } else {
        assertThat(one.run(now).outcome()).isEqualTo(RunOutcome.COMPLETED);
      }
    }
    assertPublishedIsExpected();
  }

  /** Says when the run is. */
  private Instant arrive(int hour) {
    database.arrive(arriving.get(hour));
    return START.plus(HOUR.multipliedBy(hour + 1)).plus(RUNS_AFTER);
  }

  private void assertPublishedIsExpected() {
    assertThat(InMemoryStore.holding(files.everything()).objects()).isEqualTo(expected);
    assertThat(database.contents()).isEqualTo(expectedRows);
  }

  private InstanceProcess instance() {
    return InstanceProcess.start(database.url(), folder, SETTINGS);
  }
}
