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
import io.warnserver.distribution.store.ObjectStore;
import io.warnserver.distribution.store.ObjectStoreException;
import io.warnserver.keys.HourNumber;
import io.warnserver.leases.RunOutcome;
import io.warnserver.signing.SigningKeys;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
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

  private final DistributionSettings settings;
  private final Supplier<SigningKeys> signingKeySource;
  private final ObjectStore store;
  private final SideBySide puts;
  private final Transactions transactions;
  private final HourNumber now;
  private final Ledger ledger;
  private final Packages packages;
  private final PublishedFiles files;
  private final LedgerRetention retention;
  private final StartOfRun start;
  private final RevocationStep revocations;
  private final RunMeters meters;
  private SigningKeys signingKeys;
  private int publishedPackages;
  private int publishedKeys;
  private int objects;
  private List<String> configurationFaults = List.of();

  /**
   * @param signingKeySource asked after all that does not need it
   * @param transactions under the lease of this run
   */
  DistributionRun(
      DistributionSettings settings,
      Supplier<SigningKeys> signingKeySource,
      ObjectStore store,
      SideBySide puts,
      Transactions transactions,
      RunMeters meters,
      Instant startedAt) {
    this.settings = settings;
    this.signingKeySource = signingKeySource;
    this.store = store;
    this.puts = puts;
    this.transactions = transactions;
    this.meters = meters;
    now = HourNumber.containing(startedAt);
    ledger = new Ledger(transactions);
    packages = new Packages(transactions);
    files = new PublishedFiles(transactions);
    retention = new LedgerRetention(transactions);
    start = new StartOfRun(transactions, store, packages, now);
    revocations = new RevocationStep(transactions, store, meters, startedAt);
  }

  /**
   * Does it.
   *
   * @throws RunRefusedException if an operator must decide whether to publish
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
    List<Packages.Entry> planned = packages.planned();
    if (!planned.isEmpty() || revocations.isUnderWay()) {
      start.announce();
    }
    new PackagePublisher(transactions, store, puts, signingKeys, this::published).publish(planned);
    Map<String, String> known = new HashMap<>(files.all());
    publishConfiguration(known);
    publishIndexes(known);
    deleteExpired();
    revocations.complete(configurationFaults.isEmpty());
  }

  /**
   * Also without the object store rows must not outlive retention. Where the run is refused they
   * stay: then clock or database may be wrong, and with them what retention is counted by.
   */
  private void begin() {
    try {
      start.check();
      revocations.carryOut();
    } catch (ObjectStoreException e) {
      deleteRows();
      throw e;
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
  private void publishConfiguration(Map<String, String> known) throws IOException {
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
  private void publish(String path, Message configuration, Map<String, String> known)
      throws IOException {
    byte[] content = configuration.toByteArray();
    String fingerprint = Digests.md5Of(content, signingKeys.fingerprint());
    if (!fingerprint.equals(known.get(path))) {
      try (SignedArchive archive = SignedArchive.write(out -> out.write(content), signingKeys)) {
        store.putArchive(path, archive.file(), archive.contentHash());
      }
      objects++;
      files.record(path, fingerprint);
      known.put(path, fingerprint);
    }
  }

  private void publishIndexes(Map<String, String> known) {
    boolean configured = known.containsKey(ObjectPaths.configuration(settings.countries().own()));
    Map<String, byte[]> indexes =
        Indexes.of(
            packages.published().stream().map(Packages.Entry::window).toList(),
            configured ? Optional.of(settings.countries().own()) : Optional.empty());
    indexes.forEach(
        (path, json) -> {
          String md5 = Digests.md5Of(json);
          if (!md5.equals(known.get(path))) {
            store.putIndex(path, json, Digests.hashOf(json));
            // Also asks whether the lease is still there: another instance's index may be newer.
            files.record(path, md5);
            objects++;
          }
        });
    // Only now does no index name them any more.
    List<String> obsolete =
        known.keySet().stream()
            .filter(
                path -> path.startsWith(ObjectPaths.COUNTRIES + "/") && !indexes.containsKey(path))
            .sorted()
            .toList();
    if (!obsolete.isEmpty()) {
      store.delete(obsolete);
      obsolete.forEach(files::forget);
      objects += obsolete.size();
    }
  }

  private void deleteExpired() {
    List<PackageWindow> expired = packages.expired().stream().map(Packages.Entry::window).toList();
    if (!expired.isEmpty()) {
      store.delete(expired.stream().map(ObjectPaths::of).toList());
      packages.forget(expired);
      objects += expired.size();
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
