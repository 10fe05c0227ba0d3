package io.warnserver.distribution;

import com.google.protobuf.Message;
import io.warnserver.configuration.AppConfiguration;
import io.warnserver.configuration.ConfigurationReading;
import io.warnserver.configuration.ConfigurationSource;
import io.warnserver.database.Transactions;
import io.warnserver.distribution.archive.Digests;
import io.warnserver.distribution.archive.SignedArchive;
import io.warnserver.distribution.ledger.Ledger;
import io.warnserver.distribution.ledger.LedgerRetention;
import io.warnserver.distribution.ledger.PackageWindow;
import io.warnserver.distribution.ledger.Packages;
import io.warnserver.distribution.ledger.PublishedFiles;
import io.warnserver.distribution.ledger.PublishedFiles.Content;
import io.warnserver.distribution.ledger.PublishingState;
import io.warnserver.distribution.store.ObjectStore;
import io.warnserver.distribution.store.ObjectStoreException;
import io.warnserver.distribution.store.S3ObjectStore;
import io.warnserver.keys.HourNumber;
import io.warnserver.leases.RunOutcome;
import io.warnserver.signing.SigningKeys;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One run: takes up the keys that have arrived, fixes which package each goes into, then publishes
 * what is not there yet. Whatever it is doing when it dies, the next run goes on from what the
 * ledger says.
 */
final class DistributionRun {

  private static final Logger LOG = Logger.getLogger(DistributionRun.class.getName());

  /**
   * How long an object stays after the last index that named it was replaced: caches keep an index
   * for its {@code max-age}, and a phone that has read it still downloads for a while.
   */
  private static final Duration STAYS = S3ObjectStore.MAX_AGE.multipliedBy(2);

  private final DistributionSettings settings;
  private final Supplier<SigningKeys> signingKeySource;
  private final ObjectStore store;
  private final SideBySide puts;
  private final Transactions leased;
  private final Transactions transactions;
  private final Instant startedAt;
  private final HourNumber now;
  private final Ledger ledger;
  private final Packages packages;
  private final PublishedFiles files;
  private final LedgerRetention retention;
  private final StartOfRun start;
  private final BucketComparison bucket;
  private final RevocationStep revocations;
  private final RunMeters meters;
  private SigningKeys signingKeys;
  private int publishedPackages;
  private int publishedKeys;
  private int objects;
  private List<String> configurationFaults = List.of();

  /**
   * @param signingKeySource asked after all that does not need it
   * @param leased transactions under the lease of this run
   * @param transactions of the same database without the lease
   */
  DistributionRun(
      DistributionSettings settings,
      Supplier<SigningKeys> signingKeySource,
      ObjectStore store,
      SideBySide puts,
      Transactions leased,
      Transactions transactions,
      RunMeters meters,
      Instant startedAt) {
    this.settings = settings;
    this.signingKeySource = signingKeySource;
    this.store = store;
    this.puts = puts;
    this.leased = leased;
    this.transactions = transactions;
    this.meters = meters;
    this.startedAt = startedAt;
    now = HourNumber.containing(startedAt);
    ledger = new Ledger(leased);
    packages = new Packages(leased);
    files = new PublishedFiles(leased);
    retention = new LedgerRetention(leased);
    start = new StartOfRun(leased, store, packages, now);
    bucket = new BucketComparison(leased, store, meters);
    revocations = new RevocationStep(leased, store, meters, startedAt);
  }

  /**
   * Does it.
   *
   * @throws RunRefusedException if an operator must decide whether to publish
   * @throws PublishingPausedException if an operator stops publishing meanwhile
   * @throws IOException if an archive could not be written, or would be refused
   */
  void run() throws IOException {
    begin();
    TreePlanner planner = new TreePlanner(settings, now);
    Set<String> waiting = ledger.plan(settings.routing(), planner);
    meters.carriedOver(planner.carriedOver());
    packages.expire(
        planner.firstKept(),
        HourNumber.startOf(now.day().minusDays(settings.hourRetentionDays())),
        waiting);
    // Before anything is put: rows must not outlive retention because of the object store.
    deleteRows();
    signingKeys = signingKeySource.get();
    List<Packages.Entry> planned = packages.planned(planner.firstKept());
    if (!planned.isEmpty() || revocations.isUnderWay()) {
      start.announce();
    }
    new PackagePublisher(leased, store, puts, signingKeys, this::requireNotPaused, this::published)
        .publish(planned);
    requireNotPaused();
    Map<String, Content> known = new HashMap<>(files.listed());
    publishConfiguration(known);
    publishIndexes(known);
    bucket.deleteUnknown();
    deleteUnlisted();
    revocations.complete(configurationFaults.isEmpty());
  }

  /**
   * Also without the object store rows must not outlive retention. Where the run is refused they
   * stay: then clock or database may be wrong, and with them what retention is counted by.
   */
  private void begin() {
    try {
      start.check();
      bucket.planRepairs();
      revocations.carryOut();
    } catch (ObjectStoreException e) {
      deleteRows();
      throw e;
    }
  }

  /** Without the lease: whether it is still there, others ask. */
  private void requireNotPaused() {
    if (PublishingState.read(transactions).paused()) {
      throw new PublishingPausedException();
    }
  }

  /** What it has done so far, and how it went. */
  RunResult result(RunOutcome outcome, String reason, Duration duration) {
    return new RunResult(
        outcome, reason, publishedPackages, publishedKeys, objects, configurationFaults, duration);
  }

  private void published(Set<Packages.Entry> there) {
    publishedPackages += there.size();
    publishedKeys += there.stream().mapToInt(Packages.Entry::keys).sum();
    objects += there.size();
  }

  /** An invalid configuration never replaces a valid one that was published. */
  private void publishConfiguration(Map<String, Content> known) throws IOException {
    ConfigurationSource source =
        settings
            .configurationDirectory()
            .<ConfigurationSource>map(ConfigurationSource.Directory::new)
            .orElseGet(ConfigurationSource.Shipped::new);
    ConfigurationReading reading =
        new AppConfiguration(source, settings.countries(), revocations.listed()).read();
    if (reading instanceof ConfigurationReading.Invalid invalid) {
      configurationFaults = invalid.faults();
      configurationFaults.forEach(
          fault -> LOG.log(Level.SEVERE, "The app configuration was not published: {0}", fault));
    } else if (reading instanceof ConfigurationReading.Valid valid) {
      publish(ObjectPaths.configuration(settings.countries().own()), valid.v1(), known);
      publish(ObjectPaths.CONFIGURATION_ANDROID, valid.android(), known);
      publish(ObjectPaths.CONFIGURATION_IOS, valid.ios(), known);
    }
  }

  /** Its {@code export.bin} has no header bytes. */
  private void publish(String path, Message configuration, Map<String, Content> known)
      throws IOException {
    byte[] content = configuration.toByteArray();
    String fingerprint = Digests.md5Of(content, signingKeys.fingerprint());
    if (isNew(fingerprint, known.get(path))) {
      try (SignedArchive archive = SignedArchive.write(out -> out.write(content), signingKeys)) {
        String etag = store.putArchive(path, archive.file(), archive.contentHash());
        recordPut(path, new Content(fingerprint, etag), known);
      }
    }
  }

  private static boolean isNew(String md5, Content known) {
    return known == null || !md5.equals(known.md5());
  }

  private void recordPut(String path, Content content, Map<String, Content> known) {
    // Also asks whether the lease is still there: another instance's object may be newer.
    files.record(path, content);
    known.put(path, content);
    objects++;
  }

  private void publishIndexes(Map<String, Content> known) {
    boolean configured = known.containsKey(ObjectPaths.configuration(settings.countries().own()));
    Map<String, byte[]> indexes =
        Indexes.of(
            packages.published().stream().map(Packages.Entry::window).toList(),
            configured ? Optional.of(settings.countries().own()) : Optional.empty());
    indexes.forEach((path, json) -> publishIndex(path, json, known));
    // Only now does no index name these any more.
    files.unlist(
        known.keySet().stream()
            .filter(
                path -> path.startsWith(ObjectPaths.COUNTRIES + "/") && !indexes.containsKey(path))
            .toList(),
        startedAt);
    emptyUnlisted();
    packages.unlist(startedAt);
  }

  private void publishIndex(String path, byte[] json, Map<String, Content> known) {
    String md5 = Digests.md5Of(json);
    if (isNew(md5, known.get(path))) {
      recordPut(path, putIndex(path, json, md5), known);
    }
  }

  private Content putIndex(String path, byte[] json, String md5) {
    return new Content(md5, store.putIndex(path, json, Digests.hashOf(json)));
  }

  /**
   * Indexes that no other names stay for a while. Who reads one of them for the first time, and
   * keeps it, must not be told of packages that are deleted in a moment.
   */
  private void emptyUnlisted() {
    String md5 = Digests.md5Of(Indexes.EMPTY);
    for (String path : files.unlistedExcept(md5)) {
      files.recordUnlisted(path, putIndex(path, Indexes.EMPTY, md5));
      objects++;
    }
  }

  /** What earlier runs took out of the indexes. */
  private void deleteUnlisted() {
    Instant until = startedAt.minus(STAYS);
    List<PackageWindow> windows = packages.unlistedUntil(until);
    List<String> indexes = files.unlistedUntil(until);
    List<String> paths = new ArrayList<>(indexes);
    windows.forEach(window -> paths.add(ObjectPaths.of(window)));
    if (!paths.isEmpty()) {
      store.delete(paths);
      packages.forget(windows);
      files.forget(indexes);
      objects += paths.size();
    }
  }

  private void deleteRows() {
    HourNumber firstKept = now.plus(-settings.retentionDays() * HourNumber.PER_DAY);
    LedgerRetention.NeverPublished never =
        retention.delete(now, settings.retentionDays(), settings.routing());
    revocations.forget(firstKept);
    meters.expiredUnpublished(never.places() - never.placesInEur(), never.placesInEur());
    if (never.places() > 0) {
      LOG.log(
          Level.WARNING,
          "{0} places of keys in trees were deleted unpublished, {1} of them in EUR: too few keys"
              + " waited with them until the end of retention",
          new Object[] {never.places(), never.placesInEur()});
    }
  }
}
