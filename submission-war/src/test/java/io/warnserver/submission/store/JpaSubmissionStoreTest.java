package io.warnserver.submission.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.warnserver.database.Schema;
import io.warnserver.database.StorageException;
import io.warnserver.keys.Country;
import io.warnserver.keys.DiagnosisKey;
import io.warnserver.keys.HourNumber;
import io.warnserver.keys.IntervalNumber;
import io.warnserver.keys.KeyData;
import io.warnserver.keys.ReportType;
import io.warnserver.submission.payload.Submission;
import io.warnserver.submission.payload.SubmittedContent;
import io.warnserver.submission.store.SubmissionStore.Claim;
import io.warnserver.submission.store.SubmissionStore.Claim.State;
import io.warnserver.submission.tan.TanFingerprint;
import io.warnserver.submission.tan.TanFingerprint.KeyedHashes;
import io.warnserver.testing.PostgresDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** Against a real PostgreSQL, with the rights of the submission's role. */
class JpaSubmissionStoreTest {

  private static final PostgresDatabase DATABASE =
      PostgresDatabase.migrated(role -> new Schema(role).migrate());

  private static final Instant NOW = Instant.parse("2026-01-15T12:34:56Z");
  private static final Country DE = new Country("DE");
  private static final Country FR = new Country("FR");
  private static final List<DiagnosisKey> NONE = List.of();

  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final Random random = new Random(42);
  private final CircuitBreaker breaker = CircuitBreaker.ofDefaults("database");
  private final JpaSubmissionStore store = store(DATABASE.as("warn_submission"), NOW);

  /** Of another instance. */
  private final JpaSubmissionStore other = store(DATABASE.as("warn_submission"), NOW);

  private JpaSubmissionStore store(DataSource dataSource, Instant now) {
    return new JpaSubmissionStore(
        database(dataSource, breaker), executor, Runnable::run, Clock.fixed(now, ZoneOffset.UTC));
  }

  private static SubmissionDatabase database(DataSource dataSource, CircuitBreaker breaker) {
    return new SubmissionDatabase(new LocalTransactions(dataSource), breaker);
  }

  private static SubmissionDatabase database(CircuitBreaker breaker) {
    return database(DATABASE.as("warn_submission"), breaker);
  }

  @AfterEach
  void clear() throws SQLException {
    executor.shutdownNow();
    DATABASE.execute("truncate incoming_key, federation_upload_key, tan_verdict");
  }

  @Test
  void unknownTan_isForTheFirstWhoAsks() {
    TanFingerprint tan = tan(1, 1);

    assertThat(get(store.claim(tan)).state()).isEqualTo(State.MINE);
    assertThat(get(store.claim(tan)).state()).isEqualTo(State.BUSY);
    assertThat(get(other.claim(tan)).state()).isEqualTo(State.BUSY);
    assertThat(get(other.claim(tan(2, 1))).state()).isEqualTo(State.MINE);
  }

  @Test
  void manyRequestsWithOneTan_letOneAsk() {
    TanFingerprint tan = tan(1, 1);

    List<CompletionStage<Claim>> claims =
        IntStream.range(0, 100)
            .mapToObj(i -> (i % 2 == 0 ? store : other).claim(i % 10 == 9 ? tan(1, 2) : tan))
            .toList();

    assertThat(claims.stream().map(this::get).filter(claim -> claim.state() == State.MINE))
        .hasSize(1);
  }

  @Test
  void approvedTan_isKnownToAllInstancesWithItsContentOnly() {
    TanFingerprint tan = tan(1, 1);
    get(store.claim(tan));
    get(store.approve(tan));

    assertThat(get(other.claim(tan)).state()).isEqualTo(State.APPROVED);
    assertThat(get(other.claim(tan(1, 2))).state()).isEqualTo(State.OTHER_CONTENT);
  }

  @Test
  void approvedTan_staysApprovedWhenSomebodyReleasesOrApprovesIt() {
    TanFingerprint tan = tan(1, 1);
    int attempt = get(store.claim(tan)).attempt();
    get(store.approve(tan));
    get(store.store(tan, arrival(keys(2), false), NONE));

    get(store.release(tan, attempt));
    get(store.approve(tan(1, 2)));

    assertThat(get(store.claim(tan)).state()).isEqualTo(State.STORED);
  }

  @Test
  void releasedTan_isAsIfNobodyHadAsked() throws SQLException {
    TanFingerprint tan = tan(1, 1);
    get(store.release(tan, get(store.claim(tan)).attempt()));

    assertThat(DATABASE.rows("select 1 from tan_verdict")).isEmpty();
    assertThat(get(other.claim(tan)).state()).isEqualTo(State.MINE);
  }

  /** Who was taken for dead may give back no claim but its own. */
  @Test
  void tanThatSomebodyElseAsksForByNow_isNotReleased() {
    TanFingerprint tan = tan(1, 1);
    int first = get(store.claim(tan)).attempt();
    get(other.takeOver(tan, first));

    get(store.release(tan, first));

    assertThat(get(store.claim(tan))).isEqualTo(new Claim(State.BUSY, first + 1));
  }

  @Test
  void severalReleasesAtOnce_areEachOfTheirOwnClaim() throws SQLException {
    List<Integer> attempts =
        IntStream.range(0, 20).mapToObj(i -> get(store.claim(tan(i, 1))).attempt()).toList();
    List<CompletionStage<Void>> releases =
        IntStream.range(0, 20)
            .mapToObj(i -> store.release(tan(i, 1), attempts.get(i) + (i == 7 ? 1 : 0)))
            .toList();
    releases.forEach(this::get);

    assertThat(DATABASE.rows("select count(*) from tan_verdict")).containsExactly("1");
    assertThat(get(store.claim(tan(7, 1))).state()).isEqualTo(State.BUSY);
  }

  @Test
  void tanThatIsClaimedAnew_isNotTakenForTheFormerClaim() {
    TanFingerprint tan = tan(1, 1);
    Set<Integer> attempts = new HashSet<>();
    for (int i = 0; i < 10; i++) {
      int attempt = get(store.claim(tan)).attempt();
      attempts.add(attempt);
      get(store.release(tan, attempt));
    }

    assertThat(attempts).hasSizeGreaterThan(1);
  }

  @Test
  void tanOfADeadInstance_isTakenOverByOne() {
    TanFingerprint tan = tan(1, 1);
    int first = get(store.claim(tan)).attempt();

    assertThat(get(store.takeOver(tan, first))).isEqualTo(new Claim(State.MINE, first + 1));
    assertThat(get(other.takeOver(tan, first))).isEqualTo(new Claim(State.BUSY, first + 1));
    assertThat(get(other.takeOver(tan, first + 1))).isEqualTo(new Claim(State.MINE, first + 2));
  }

  @Test
  void tanThatIsTakenOver_isOfTheNewContent() {
    int first = get(store.claim(tan(1, 1))).attempt();
    get(store.takeOver(tan(1, 2), first));
    get(store.approve(tan(1, 2)));

    assertThat(get(store.claim(tan(1, 1))).state()).isEqualTo(State.OTHER_CONTENT);
    assertThat(get(store.takeOver(tan(1, 2), first + 1)).state()).isEqualTo(State.APPROVED);
  }

  @Test
  void keys_areStoredWithAllTheirFields() throws SQLException {
    DiagnosisKey key =
        new DiagnosisKey(
            KeyData.of(new byte[16]),
            new IntervalNumber(2_947_392),
            77,
            6,
            -14,
            ReportType.SELF_REPORT);
    approved(tan(1, 1));

    get(store.store(tan(1, 1), arrival(List.of(key), true), NONE));

    String row =
        "00000000000000000000000000000000|2947392|77|6|-14|3|DE|DE,FR|"
            + HourNumber.containing(NOW).value();
    assertThat(DATABASE.rows(ROWS + "incoming_key")).containsExactly(row);
    assertThat(DATABASE.rows(ROWS + "federation_upload_key")).containsExactly(row);
  }

  private static final String ROWS =
      "select concat_ws('|', encode(key_data, 'hex'), rolling_start, rolling_period,"
          + " transmission_risk_level, days_since_onset, report_type, origin, visited_countries,"
          + " submission_hour) from ";

  @Test
  void onlyTheKeysOfAPersonWhoAgreed_areQueuedForTheFederation() throws SQLException {
    approved(tan(1, 1));
    approved(tan(2, 1));

    get(store.store(tan(1, 1), arrival(keys(3), false), NONE));
    get(store.store(tan(2, 1), arrival(keys(4), true), keys(36)));

    assertThat(count("incoming_key")).isEqualTo(43);
    assertThat(count("federation_upload_key")).isEqualTo(4);
  }

  @Test
  void approvedSubmission_isStoredOnce() throws SQLException {
    TanFingerprint tan = tan(1, 1);
    approved(tan);
    List<DiagnosisKey> keys = keys(2);

    assertThat(get(store.store(tan, arrival(keys, true), keys(2)))).isTrue();
    assertThat(get(other.store(tan, arrival(keys, true), keys(2)))).isFalse();

    assertThat(count("incoming_key")).isEqualTo(4);
    assertThat(count("federation_upload_key")).isEqualTo(2);
    assertThat(get(store.claim(tan)).state()).isEqualTo(State.STORED);
  }

  @Test
  void sameSubmissionAtTheSameTime_isStoredOnce() throws SQLException {
    TanFingerprint tan = tan(1, 1);
    approved(tan);

    List<CompletionStage<Boolean>> stores = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      stores.add((i % 2 == 0 ? store : other).store(tan, arrival(keys(3), false), NONE));
    }

    assertThat(stores.stream().map(this::get).filter(stored -> stored)).hasSize(1);
    assertThat(count("incoming_key")).isEqualTo(3);
  }

  @Test
  void submissionWithoutAnApprovedTan_isNotStored() throws SQLException {
    get(store.claim(tan(1, 1)));
    approved(tan(2, 1));

    assertThat(get(store.store(tan(1, 1), arrival(keys(1), false), NONE))).isFalse();
    assertThat(get(store.store(tan(2, 2), arrival(keys(1), false), NONE))).isFalse();
    assertThat(get(store.store(tan(3, 1), arrival(keys(1), false), NONE))).isFalse();
    assertThat(count("incoming_key")).isZero();
  }

  @Test
  void submissionWhoseKeysWereAllDropped_countsAsStored() throws SQLException {
    approved(tan(1, 1));

    assertThat(get(store.store(tan(1, 1), arrival(List.of(), true), NONE))).isTrue();
    assertThat(get(store.claim(tan(1, 1))).state()).isEqualTo(State.STORED);
    assertThat(count("incoming_key")).isZero();
  }

  @Test
  void keyThatIsThereAlready_isPassedOver() throws SQLException {
    List<DiagnosisKey> keys = keys(2);
    approved(tan(1, 1));
    approved(tan(2, 1));
    get(store.store(tan(1, 1), arrival(keys, true), NONE));

    assertThat(get(store.store(tan(2, 1), arrival(keys, true), NONE))).isTrue();
    assertThat(count("incoming_key")).isEqualTo(2);
  }

  @Test
  void manySubmissionsAtOnce_areAllStored() throws SQLException {
    List<CompletionStage<Boolean>> stores = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      TanFingerprint tan = tan(i, 1);
      Submission arrival = arrival(keys(14), i % 2 == 0);
      stores.add(
          store
              .claim(tan)
              .thenCompose(claim -> store.approve(tan))
              .thenCompose(approved -> store.store(tan, arrival, NONE)));
    }

    assertThat(stores.stream().map(this::get)).hasSize(300).containsOnly(true);
    assertThat(count("incoming_key")).isEqualTo(300 * 14);
    assertThat(count("federation_upload_key")).isEqualTo(150 * 14);
  }

  /** One that the database refuses is refused alone. */
  @Test
  void submissionThatBreaksAConstraint_doesNotHinderTheOthers() throws SQLException {
    DiagnosisKey refused =
        new DiagnosisKey(
            KeyData.random(random), new IntervalNumber(144), 1, 1, 1, ReportType.CONFIRMED_TEST);
    DATABASE.execute("alter table incoming_key add constraint test check (rolling_start <> 144)");
    try {
      List<CompletionStage<Boolean>> stores = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        approved(tan(i, 1));
      }
      for (int i = 0; i < 40; i++) {
        stores.add(
            store.store(tan(i, 1), arrival(i == 20 ? List.of(refused) : keys(1), false), NONE));
      }

      for (int i = 0; i < 40; i++) {
        if (i == 20) {
          CompletionStage<Boolean> one = stores.get(i);
          assertThatThrownBy(() -> get(one)).hasCauseInstanceOf(StorageException.class);
        } else {
          assertThat(get(stores.get(i))).isTrue();
        }
      }
      assertThat(count("incoming_key")).isEqualTo(39);
      assertThat(breaker.getMetrics().getNumberOfFailedCalls()).isZero();
    } finally {
      DATABASE.execute("alter table incoming_key drop constraint test");
    }
  }

  @Test
  void tanHashedWithAFormerKey_isRecognised() {
    KeyedHashes former = hashes(1, 1);
    KeyedHashes current = hashes(51, 51);
    approved(new TanFingerprint(List.of(former)));

    TanFingerprint both = new TanFingerprint(List.of(current, former));
    assertThat(get(store.claim(both)).state()).isEqualTo(State.APPROVED);
    assertThat(get(store.store(both, arrival(keys(1), false), NONE))).isTrue();
    assertThat(get(other.claim(both)).state()).isEqualTo(State.STORED);
    assertThat(get(other.claim(new TanFingerprint(List.of(former)))).state())
        .isEqualTo(State.STORED);
  }

  @Test
  void tanAskedForWithAFormerKey_isTakenOverAndApprovedWithTheCurrentOne() {
    KeyedHashes former = hashes(1, 1);
    int first = get(store.claim(new TanFingerprint(List.of(former)))).attempt();
    TanFingerprint both = new TanFingerprint(List.of(hashes(51, 51), former));
    assertThat(get(store.claim(both)).state()).isEqualTo(State.BUSY);

    assertThat(get(store.takeOver(both, first)).state()).isEqualTo(State.MINE);
    get(store.approve(both));

    assertThat(get(store.claim(both)).state()).isEqualTo(State.APPROVED);
  }

  @Test
  void keysThatWait_areMixed() throws SQLException {
    for (int tan = 1; tan <= 2; tan++) {
      approved(tan(tan, 1));
      get(store.store(tan(tan, 1), arrival(keys(3), false), NONE));
    }

    store.mix();

    assertThat(DATABASE.rows("select count(distinct xmin::text), count(*) from incoming_key"))
        .containsExactly("1 6");
  }

  @Test
  void oldRecords_areDeleted() throws SQLException {
    get(store(DATABASE.as("warn_submission"), NOW.minus(Duration.ofHours(25))).claim(tan(1, 1)));
    get(store(DATABASE.as("warn_submission"), NOW.minus(Duration.ofHours(24))).claim(tan(2, 1)));
    get(store.claim(tan(3, 1)));
    approved(tan(4, 1));
    get(store.store(tan(4, 1), arrival(keys(1), false), NONE));

    assertThat(store.clean(Duration.ofHours(24))).isEqualTo(1);

    assertThat(count("tan_verdict")).isEqualTo(3);
    assertThat(DATABASE.rows("select state from tan_verdict where settled"))
        .containsExactly("stored");
  }

  /** Rewritten together, records share their transaction with others, not with their keys. */
  @Test
  void records_shareNoTransactionWithTheirKeysAfterCleaning() throws SQLException {
    for (int i = 3; i > 0; i--) {
      approved(tan(i, 1));
      get(store.store(tan(i, 1), arrival(keys(2), false), NONE));
    }

    store.clean(Duration.ofHours(24));

    assertThat(DATABASE.rows("select encode(tan_hash, 'hex') from tan_verdict order by ctid"))
        .isSorted();

    assertThat(DATABASE.rows("select distinct xmin::text from tan_verdict")).hasSize(1);
    assertThat(
            DATABASE.rows(
                "select 1 from tan_verdict v join incoming_key k on k.xmin::text = v.xmin::text"))
        .isEmpty();
  }

  @Test
  void verdictThatCouldNotBeWritten_isWrittenWhenTheDatabaseIsBack() {
    AtomicBoolean down = new AtomicBoolean();
    JpaSubmissionStore failing = store(new Unreliable(down).dataSource(), NOW);
    TanFingerprint tan = tan(1, 1);
    get(failing.claim(tan));
    down.set(true);
    assertThatThrownBy(() -> get(failing.approve(tan))).hasCauseInstanceOf(StorageException.class);
    assertThat(failing.unwritten()).isEqualTo(1);
    assertThatThrownBy(() -> get(failing.claim(tan))).hasCauseInstanceOf(StorageException.class);
    assertThat(get(other.claim(tan)).state()).isEqualTo(State.BUSY);

    down.set(false);

    assertThat(get(failing.claim(tan(1, 2))).state()).isEqualTo(State.OTHER_CONTENT);
    assertThat(failing.unwritten()).isZero();
    assertThat(get(other.claim(tan)).state()).isEqualTo(State.APPROVED);
  }

  @Test
  void openBreaker_isNotTried() {
    AtomicBoolean down = new AtomicBoolean();
    JpaSubmissionStore failing = store(new Unreliable(down).dataSource(), NOW);
    breaker.transitionToOpenState();

    assertThatThrownBy(() -> get(failing.claim(tan(1, 1))))
        .hasRootCauseInstanceOf(CallNotPermittedException.class);
  }

  @Test
  void verdictThatCannotBeWritten_waitsForTheDatabaseOnce() throws Exception {
    AtomicBoolean down = new AtomicBoolean(true);
    Deque<Runnable> work = new ArrayDeque<>();
    JpaSubmissionStore failing =
        new JpaSubmissionStore(
            database(new Unreliable(down).dataSource(), CircuitBreaker.ofDefaults("own")),
            work::add,
            Runnable::run,
            Clock.fixed(NOW, ZoneOffset.UTC));
    var unused = failing.approve(tan(1, 1));
    work.remove().run();
    assertThat(failing.unwritten()).isOne();

    failing.writeUnwritten();
    failing.writeUnwritten();
    down.set(false);
    work.remove().run();
    assertThat(failing.unwritten()).isZero();
    assertThat(DATABASE.rows("select state from tan_verdict")).containsExactly("valid");
    assertThat(work).isEmpty();
  }

  @Test
  void verdict_isRecordedAtOnceWhileOtherRequestsGather() throws Exception {
    Deque<Runnable> gathering = new ArrayDeque<>();
    JpaSubmissionStore gatheringStore =
        new JpaSubmissionStore(
            database(breaker), executor, gathering::add, Clock.fixed(NOW, ZoneOffset.UTC));
    var unused = gatheringStore.claim(tan(1, 1));

    get(gatheringStore.approve(tan(2, 2)));

    assertThat(DATABASE.rows("select state from tan_verdict")).containsExactly("valid");
    assertThat(gathering).hasSize(1);
  }

  @Test
  void breakerThatIsOpen_isClosedByProbesAndNotBySubmissions() {
    CircuitBreaker own =
        CircuitBreaker.of(
            "own", CircuitBreakerConfig.custom().permittedNumberOfCallsInHalfOpenState(2).build());
    SubmissionDatabase tried = database(own);
    JpaSubmissionStore trying =
        new JpaSubmissionStore(tried, executor, Runnable::run, Clock.fixed(NOW, ZoneOffset.UTC));
    tried.trial();
    tried.probe();
    assertThat(own.getMetrics().getNumberOfSuccessfulCalls()).as("one that works").isOne();
    own.transitionToOpenState();
    own.transitionToHalfOpenState();

    tried.probe();
    assertThatThrownBy(() -> get(trying.claim(tan(1, 1))))
        .hasRootCauseInstanceOf(CallNotPermittedException.class);
    tried.probe();
    assertThat(get(trying.claim(tan(1, 1))).state()).isEqualTo(State.MINE);
  }

  @Test
  void trial_leavesNothingBehind() throws SQLException {
    SubmissionDatabase database = database(breaker);

    assertThat(database.trial()).isPositive();

    assertThat(database.isFailing()).isFalse();
    assertThat(count("tan_verdict")).isZero();
  }

  /** Fakes would be told that all is well while it is not known whether it is. */
  @Test
  void databaseThatNobodyHasTried_countsAsFailing() {
    SubmissionDatabase database = database(breaker);
    assertThat(database.isFailing()).isTrue();

    database.probe();

    assertThat(database.isFailing()).isFalse();
  }

  @Test
  void databaseThatOnlyReads_isFailingUntilItWritesAgain() {
    SubmissionDatabase database = database(breaker);
    JpaSubmissionStore reading =
        new JpaSubmissionStore(database, executor, Runnable::run, Clock.fixed(NOW, ZoneOffset.UTC));
    DATABASE.execute("alter role warn_submission set default_transaction_read_only = on");
    try {
      assertThatThrownBy(() -> get(reading.claim(tan(1, 1))))
          .hasCauseInstanceOf(StorageException.class);
      assertThat(database.isFailing()).isTrue();
      assertThatThrownBy(database::probe).isInstanceOf(StorageException.class);
      assertThat(database.isFailing()).isTrue();
    } finally {
      DATABASE.execute("alter role warn_submission reset default_transaction_read_only");
    }

    database.probe();

    assertThat(database.isFailing()).isFalse();
    assertThat(get(reading.claim(tan(1, 1))).state()).isEqualTo(State.MINE);
  }

  /** The database has done it, and the connection broke before it could say so. */
  @Test
  void claimWhoseAnswerWasLost_isKnownByItsAttemptWhenItIsRepeated() throws SQLException {
    List<Connection> pool = new ArrayList<>();
    JpaSubmissionStore pooling = store(Unreliable.handingOut(pool), NOW);
    try (Connection losing = DATABASE.as("warn_submission").getConnection();
        Connection whole = DATABASE.as("warn_submission").getConnection()) {
      pool.add(Unreliable.losingAnswers(losing));
      pool.add(whole);

      assertThat(get(pooling.claim(tan(1, 1))).state()).isEqualTo(State.MINE);
    }
    assertThat(count("tan_verdict")).isOne();
    assertThat(get(store.claim(tan(1, 1))).state()).isEqualTo(State.BUSY);
  }

  @Test
  void connectionThatDiedInThePool_isReplaced() throws SQLException {
    List<Connection> pool = new ArrayList<>();
    DataSource pooled = Unreliable.handingOut(pool);
    JpaSubmissionStore pooling = store(pooled, NOW);
    try (Connection dead = DATABASE.as("warn_submission").getConnection();
        Connection alive = DATABASE.as("warn_submission").getConnection()) {
      pool.add(dead);
      pool.add(alive);
      int backend = dead.unwrap(PGConnection.class).getBackendPID();
      terminate(backend);

      assertThat(get(pooling.claim(tan(1, 1))).state()).isEqualTo(State.MINE);
    }
  }

  /** Payara makes the unit when it deploys the application. */
  @Test
  void databaseThatIsAwayAtTheStart_isUsedWhenItIsThere() {
    AtomicBoolean down = new AtomicBoolean(true);
    try (LocalTransactions late = LocalTransactions.ofItsOwn(new Unreliable(down).dataSource())) {
      SubmissionDatabase database = new SubmissionDatabase(late, breaker);
      assertThatThrownBy(database::trial).isInstanceOf(StorageException.class);

      down.set(false);

      assertThat(database.trial()).isPositive();
    }
  }

  private static void terminate(int backend) throws SQLException {
    try (Connection connection = DATABASE.as("warn_submission").getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("select pg_terminate_backend(" + backend + ", 5000)");
    }
  }

  private void approved(TanFingerprint tan) {
    get(store.claim(tan));
    get(store.approve(tan));
  }

  private static int count(String table) throws SQLException {
    return Integer.parseInt(DATABASE.rows("select count(*) from " + table).get(0));
  }

  private <T> T get(CompletionStage<T> stage) {
    CompletableFuture<T> future = stage.toCompletableFuture();
    try {
      return future.orTimeout(30, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof StorageException) {
        throw e;
      }
      throw new AssertionError(e);
    }
  }

  private static TanFingerprint tan(int tan, int content) {
    return new TanFingerprint(List.of(hashes(tan, content)));
  }

  private static KeyedHashes hashes(int tan, int content) {
    return new KeyedHashes("%064x".formatted(tan), "%064x".formatted(content));
  }

  private static Submission arrival(List<DiagnosisKey> keys, boolean consent) {
    SortedSet<Country> visited = new TreeSet<>(List.of(FR, DE));
    return new Submission(
        keys,
        DE,
        visited,
        consent,
        HourNumber.containing(NOW),
        SubmittedContent.of(List.of(), visited, consent));
  }

  private List<DiagnosisKey> keys(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new DiagnosisKey(
                    KeyData.random(random),
                    new IntervalNumber(2_947_392),
                    144,
                    5,
                    0,
                    ReportType.CONFIRMED_TEST))
        .toList();
  }
}
