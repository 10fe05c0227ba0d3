package io.warnserver.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.database.NativeSql;
import io.warnserver.database.Transactions;
import io.warnserver.distribution.ledger.Ledger;
import io.warnserver.distribution.ledger.LedgerRetention;
import io.warnserver.distribution.ledger.LedgerRetention.NeverPublished;
import io.warnserver.distribution.ledger.PackageKeys;
import io.warnserver.distribution.ledger.PackageWindow;
import io.warnserver.distribution.ledger.Packages;
import io.warnserver.distribution.ledger.PublishedFiles;
import io.warnserver.distribution.ledger.PublishingState;
import io.warnserver.distribution.ledger.RoutingPolicy;
import io.warnserver.distribution.ledger.RunLog;
import io.warnserver.distribution.plan.HourPlan;
import io.warnserver.keys.Country;
import io.warnserver.keys.HourNumber;
import io.warnserver.keys.SupportedCountries;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The ledger through the server's persistence provider: entities, sets of rows, and parts of keys.
 */
interface LedgerContract extends InContainer {

  /** Long ago, so that no run and no other test means it. */
  HourNumber HOUR = new HourNumber(24_010);

  PackageWindow PACKAGE = PackageWindow.ofHour("XX", HOUR);

  String KEY = "00112233445566778899aabbccddeeff";

  Country COUNTRY = new Country("DE");

  RoutingPolicy POLICY =
      new RoutingPolicy(
          new SupportedCountries(COUNTRY, new TreeSet<>(Set.of(COUNTRY))), false, 12, false);

  /** As a submission leaves it: due at once. */
  String ARRIVE =
      "insert into incoming_key (key_data, rolling_start, rolling_period, transmission_risk_level,"
          + " days_since_onset, report_type, origin, visited_countries, submission_hour)"
          + " values (decode(?1, 'hex'), 1000, 144, 5, 0, 1, 'DE', 'DE', ?2)";

  private void change(String sql, Object... parameters) {
    distribution().run(entities -> NativeSql.change(entities, sql, parameters));
  }

  private int count(String sql, Object... parameters) {
    return distribution()
        .<Number>call(entities -> NativeSql.number(entities, sql, parameters))
        .intValue();
  }

  @Test
  default void keyPackage_isPlannedThenPublishedThenForgotten() {
    Packages packages = new Packages(distribution());
    Packages.Entry entry = new Packages.Entry(PACKAGE, 7);
    change(
        "insert into key_package (tree, first_hour, hours, key_count, state)"
            + " values ('XX', ?1, 1, 7, 'planned')",
        HOUR.value());
    try {
      assertThat(packages.planned(HOUR)).contains(entry);
      assertThat(packages.ofUnknownEtag()).contains(entry);

      packages.noteEtags(Map.of(PACKAGE, "of-a-run-that-died"));
      assertThat(packages.ofUnknownEtag()).doesNotContain(entry);
      assertThat(packages.planned(HOUR)).contains(entry);

      packages.markPublished(Map.of(PACKAGE, "of-this-run"));
      packages.noteEtags(Map.of(PACKAGE, "too-late"));
      assertThat(packages.planned(HOUR)).doesNotContain(entry);
      assertThat(packages.published()).contains(entry);
      assertThat(count("select count(*) from key_package where etag = 'of-this-run'")).isOne();

      packages.forget(List.of(PACKAGE));
      assertThat(packages.published()).as("it has not expired").contains(entry);

      change("update key_package set state = 'expired' where tree = 'XX'");
      packages.unlist(HOUR.start());
      assertThat(packages.unlistedUntil(HOUR.start())).contains(PACKAGE);
      packages.forget(List.of(PACKAGE));
      assertThat(packages.all()).doesNotContainKey(PACKAGE);
    } finally {
      change("delete from key_package where tree = 'XX'");
    }
  }

  @Test
  default void packageThatIsNotThere_isPassedOver() {
    Packages packages = new Packages(distribution());

    packages.markPublished(Map.of(PACKAGE, "an-etag"));
    packages.noteEtags(Map.of(PACKAGE, "an-etag"));

    assertThat(count("select count(*) from key_package where tree = 'XX'")).isZero();
  }

  @Test
  default void publishedFile_isRecordedRecordedAgainAndForgotten() {
    PublishedFiles files = new PublishedFiles(distribution());
    try {
      PublishedFiles.Content one = new PublishedFiles.Content("one", "an-etag");
      files.record("a/path", one);
      assertThat(files.listed()).containsEntry("a/path", one);

      files.unlist(List.of("a/path"), HOUR.start());
      assertThat(files.listed()).doesNotContainKey("a/path");
      assertThat(files.unlistedUntil(HOUR.start())).contains("a/path");

      PublishedFiles.Content other = new PublishedFiles.Content("other", "another-etag");
      files.record("a/path", other);
      assertThat(files.listed()).containsEntry("a/path", other);
      assertThat(files.unlisted()).doesNotContain("a/path");

      files.forget(List.of("a/path"));
      assertThat(files.listed()).doesNotContainKey("a/path");
    } finally {
      files.forget(List.of("a/path"));
    }
  }

  @Test
  default void pause_isThereForTheNextUntilPublishingGoesOn() {
    boolean before = PublishingState.read(distribution()).paused();
    try {
      PublishingState.setPaused(distribution(), true);
      assertThat(PublishingState.read(distribution()).paused()).isTrue();

      PublishingState.setPaused(distribution(), false);
      assertThat(PublishingState.read(distribution()).paused()).isFalse();
    } finally {
      PublishingState.setPaused(distribution(), before);
    }
  }

  @Test
  default void sequence_isAnnouncedThenConfirmed() {
    PublishingState before = PublishingState.read(distribution());
    try {
      PublishingState announced = PublishingState.advance(distribution(), HOUR);
      assertThat(announced.sequence()).isEqualTo(before.sequence() + 1);
      assertThat(announced.lastHour()).isEqualTo(HOUR);
      assertThat(PublishingState.read(distribution()).confirmedSequence())
          .isEqualTo(before.confirmedSequence());

      announced.confirm(distribution());
      assertThat(PublishingState.read(distribution()).confirmedSequence())
          .isEqualTo(announced.sequence());
      assertThat(PublishingState.read(distribution()).epoch()).isEqualTo(before.epoch());
    } finally {
      change(
          "update publishing set sequence = ?1, confirmed_sequence = ?2, last_hour = ?3",
          before.sequence(),
          before.confirmedSequence(),
          before.lastHour().value());
    }
  }

  @Test
  default void run_isLoggedWithItsEnd() {
    RunLog log = new RunLog(distribution());
    long number = log.begin("of-a-test");
    try {
      log.end(number, "completed", "", 1, 2, 3);

      assertThat(log.sinceLastCompleted()).get().isEqualTo(Duration.ZERO);
      assertThat(
              count(
                  "select packages + keys + objects from distribution_run where run_number = ?1"
                      + " and outcome = 'completed' and ended_at >= started_at",
                  number))
          .isEqualTo(6);
    } finally {
      change("delete from distribution_run where run_number = ?1", number);
    }
  }

  @Test
  default void planWithoutKeys_plansNothing() {
    int before = count("select count(*) from key_package");
    List<Ledger.TreeState> asked = new ArrayList<>();

    Set<String> waiting =
        new Ledger(distribution())
            .plan(
                POLICY,
                state -> {
                  asked.add(state);
                  return List.of();
                });

    assertThat(waiting).isEmpty();
    assertThat(asked).allSatisfy(state -> assertThat(state.keys()).isZero());
    assertThat(count("select count(*) from key_package")).isEqualTo(before);
  }

  /** From a submission to what a package is made of. */
  @Test
  default void keyThatArrives_isPlannedAndRead() throws IOException {
    arrive();
    try {
      Set<String> waiting = new Ledger(distribution()).plan(POLICY, LedgerContract::takeAll);

      assertThat(waiting).isEmpty();
      for (String tree : List.of("DE", PackageWindow.EUR)) {
        PackageWindow window = PackageWindow.ofHour(tree, HOUR);
        assertThat(new Packages(distribution()).planned(HOUR))
            .contains(new Packages.Entry(window, 1));
        assertThat(keys(distribution(), window)).containsExactly(KEY + " 1000 144 5");
      }
      assertThat(keys(distribution(), PACKAGE)).isEmpty();
    } finally {
      forgetKey();
    }
  }

  @Test
  default void keyThatArrivesAgain_isPassedOver() {
    arrive();
    try {
      new Ledger(distribution()).plan(POLICY, LedgerContract::takeAll);
      arrive();

      assertThat(new Ledger(distribution()).plan(POLICY, LedgerContract::requireNone)).isEmpty();
      assertThat(count("select count(*) from known_key where submission_hour = ?1", HOUR.value()))
          .isOne();
    } finally {
      forgetKey();
    }
  }

  /** It is then where it was, as is what others have planned. */
  @Test
  default void planThatFails_leavesTheKeyWhereItWas() {
    IllegalStateException thrown = new IllegalStateException("a planner's defect");
    arrive();
    try {
      Ledger ledger = new Ledger(distribution());
      assertThatThrownBy(
              () ->
                  ledger.plan(
                      POLICY,
                      state -> {
                        throw thrown;
                      }))
          .isSameAs(thrown);

      assertThat(count("select count(*) from incoming_key")).isOne();
      assertThat(count("select count(*) from known_key where submission_hour = ?1", HOUR.value()))
          .isZero();
    } finally {
      forgetKey();
    }
  }

  @Test
  default void keyThatNoPackageTakes_waitsUntilItIsTooOld() {
    LedgerRetention retention = new LedgerRetention(distribution());
    arrive();
    try {
      Set<String> waiting = new Ledger(distribution()).plan(POLICY, state -> List.of());

      assertThat(waiting).containsExactly("DE", PackageWindow.EUR);
      assertThat(retention.delete(HOUR.plus(24), 14, POLICY)).isEqualTo(new NeverPublished(0, 0));
      assertThat(retention.delete(HOUR.plus(15 * 24), 14, POLICY))
          .isEqualTo(new NeverPublished(2, 1));
      assertThat(new Ledger(distribution()).plan(POLICY, LedgerContract::requireNone)).isEmpty();
    } finally {
      forgetKey();
    }
  }

  private static List<HourPlan> takeAll(Ledger.TreeState state) {
    return state.keys() == 0 ? List.of() : List.of(new HourPlan(HOUR, state.keys()));
  }

  private static List<HourPlan> requireNone(Ledger.TreeState state) {
    assertThat(state.keys()).as(state.tree()).isZero();
    return List.of();
  }

  private void arrive() {
    // The runs of this server have forgotten keys as old as this one.
    change("update publishing set forgotten_hour = 0");
    submission().run(entities -> NativeSql.change(entities, ARRIVE, KEY, HOUR.value()));
  }

  private void forgetKey() {
    change("delete from incoming_key where submission_hour = ?1", HOUR.value());
    change("delete from known_key where submission_hour = ?1", HOUR.value());
    change("delete from waiting_key where submission_hour = ?1", HOUR.value());
    change("delete from package_keys where package_hour = ?1", HOUR.value());
    change("delete from key_package where first_hour = ?1", HOUR.value());
    change("delete from tree where next_hour = ?1", HOUR.plus(1).value());
  }

  private static List<String> keys(Transactions transactions, PackageWindow window)
      throws IOException {
    List<String> found = new ArrayList<>();
    PackageKeys.read(
        transactions,
        keys -> {
          int read =
              keys.read(
                  window,
                  key ->
                      found.add(
                          String.join(
                              " ",
                              HexFormat.of().formatHex(key.keyData()),
                              String.valueOf(key.rollingStart()),
                              String.valueOf(key.rollingPeriod()),
                              String.valueOf(key.transmissionRiskLevel()))));
          assertThat(read).isEqualTo(found.size());
        });
    return found;
  }
}
