package io.warnserver.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.warnserver.distribution.ledger.WaitingPlaces;
import io.warnserver.distribution.testing.CountingStore;
import io.warnserver.distribution.testing.TestDatabase;
import io.warnserver.distribution.testing.TestSigningKeys;
import io.warnserver.leases.RunOutcome;
import io.warnserver.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;

/** The distribution with a real database and so many keys that they are made and counted there. */
final class CountedServer {

  private static final Logger LOG = Logger.getLogger(Distribution.class.getName());
  private static final Duration RUNS_AFTER = Duration.ofMinutes(5);

  /** Renews nothing: there is nobody else. */
  private static final ScheduledExecutorService SCHEDULER = Executors.newScheduledThreadPool(0);

  /**
   * Random, and yet the same in every run; its seventh and eighth bytes say in which hour it is
   * due.
   */
  private static final String ARRIVE =
      """
      insert into incoming_key
      select substring(md5 for 6) || int2send((%2$d %% 32768)::int2) || substring(md5 from 7 for 8),
        (%2$d - 72) * 6, 144, 1 + i %% 8, 1, 1, 'DE', case when i %% 2 = 0 then 'AT,DE' else 'DE' end, %2$d
      from (select i, decode(md5(%2$d || ' ' || i), 'hex') as md5 from generate_series(1, %1$d) i) made
      """;

  final TestDatabase database = TestDatabase.cleared();
  final CountingStore store = new CountingStore();
  private final SettableClock clock = new SettableClock(Instant.EPOCH);
  private final DistributionSettings settings;

  /** With the required settings and these. */
  CountedServer(String... namesAndValues) {
    settings = SettingsFixture.with(namesAndValues);
  }

  /** Keys that are submitted and due in an hour, every other one for AT, too. */
  void arrive(Instant hour, int count) {
    database.execute(ARRIVE.formatted(count, number(hour)));
  }

  /** How many keys wait, by tree. */
  SortedMap<String, Integer> waiting() {
    return WaitingPlaces.in(database, settings.routing());
  }

  /** Runs in the first minutes after a full hour. */
  void completeAfter(Instant hour) {
    clock.set(hour.plus(RUNS_AFTER));
    LOG.setLevel(Level.WARNING);
    RunResult result =
        new Distribution(
                settings,
                now -> TestSigningKeys.one(),
                store,
                database.distribution(),
                clock,
                SCHEDULER,
                Runnable::run,
                new SimpleMeterRegistry())
            .run();
    LOG.setLevel(null);
    assertThat(result.reason()).isEmpty();
    assertThat(result.outcome()).isEqualTo(RunOutcome.COMPLETED);
  }

  /** The keys of all hour packages, or of all day packages, of a tree: sorted. */
  long[] keys(String tree, boolean days) {
    Pattern path = Pattern.compile(tree + "/date/[0-9-]+" + (days ? "" : "/hour/[0-9]+"));
    return store.everPut().entrySet().stream()
        .filter(entry -> path.matcher(entry.getKey()).matches())
        .flatMapToLong(entry -> Arrays.stream(entry.getValue()))
        .sorted()
        .toArray();
  }

  /** How many keys a package has, which must be there. */
  int count(String path) {
    assertThat(store.everPut()).containsKey(path);
    return store.everPut().get(path).length;
  }

  /** The hour that keys made here are due in, as far as it shows. */
  static int dueHour(long key) {
    return (int) (key & 0xFFFF);
  }

  /** How many keys of a package are due in an hour. */
  int countDue(String path, Instant hour) {
    assertThat(store.everPut()).containsKey(path);
    return Math.toIntExact(
        Arrays.stream(store.everPut().get(path))
            .filter(key -> dueHour(key) == number(hour) % 32_768)
            .count());
  }

  /** Hours since the epoch. */
  static int number(Instant hour) {
    return Math.toIntExact(hour.getEpochSecond() / 3600);
  }

  /** None of them twice. */
  static void assertDistinct(String what, long[] sorted) {
    for (int i = 1; i < sorted.length; i++) {
      if (sorted[i] == sorted[i - 1]) {
        throw new AssertionError(what + ": a key is there twice");
      }
    }
  }
}
