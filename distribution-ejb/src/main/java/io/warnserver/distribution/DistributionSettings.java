package io.warnserver.distribution;

import io.warnserver.distribution.ledger.PackageWindow;
import io.warnserver.distribution.ledger.RoutingPolicy;
import io.warnserver.distribution.plan.PackageLimits;
import io.warnserver.distribution.store.StoreSettings;
import io.warnserver.keys.IntervalNumber;
import io.warnserver.keys.Retention;
import io.warnserver.keys.SupportedCountries;
import io.warnserver.settings.Mode;
import io.warnserver.settings.Setting;
import io.warnserver.settings.SettingsReader;
import io.warnserver.time.RunSchedule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What an operator can set for the distribution; the settings below say what each part means.
 *
 * @param mode whether real people depend on this
 * @param countries which have trees
 * @param limits of packages of trees that follow the policies
 * @param store where objects go
 */
record DistributionSettings(
    Mode mode,
    RunSchedule schedule,
    SupportedCountries countries,
    Duration expiryDelay,
    PackageLimits limits,
    PolicyScope policies,
    boolean perCountryPackages,
    int retentionDays,
    int hourRetentionDays,
    Optional<Path> configurationDirectory,
    StoreSettings store) {

  /** Which trees follow the policies on expiry and on the smallest package. */
  enum PolicyScope {
    /** All of them. */
    ALL,
    /** The own country's and EUR. */
    OWN
  }

  static final Setting<RunSchedule> SCHEDULE =
      RunSchedule.setting(
          "warn.distribution.schedule",
          "minute=5 hour=*",
          "When distribution runs happen, in UTC; the hour that has just ended is published then.");

  static final Setting<Duration> EXPIRY_DELAY =
      Setting.duration(
          "warn.distribution.expiry-delay",
          Duration.ofHours(2),
          Duration.ZERO,
          Duration.ofDays(2),
          "How long after its expiry a key is published at the earliest; full 10 minutes.");

  static final Setting<Integer> MIN_KEYS =
      Setting.integer(
          "warn.distribution.min-keys",
          140,
          1,
          100_000,
          "Keys in a package that has any, at least.");

  static final Setting<Integer> MAX_KEYS =
      Setting.integer(
          "warn.distribution.max-keys",
          450_000,
          1,
          1_000_000,
          "Keys in a package, at most; frameworks refuse files above 16 MB, 34 bytes each.");

  static final Setting<PolicyScope> POLICIES =
      Setting.oneOf(
          "warn.distribution.policies",
          PolicyScope.ALL,
          "Which trees follow the policies on expiry and on the smallest package.");

  static final Setting<Boolean> PER_COUNTRY_PACKAGES =
      Setting.flag(
          "warn.distribution.per-country-packages",
          true,
          "Whether keys of the own country also go to the packages of the other countries visited.");

  static final Setting<Integer> HOUR_RETENTION_DAYS =
      Setting.integer(
          "warn.distribution.hour-retention-days",
          2,
          1,
          30,
          "Days after which hour packages are deleted, once their day package is published.");

  static final Setting<Optional<Path>> CONFIGURATION_DIRECTORY =
      Setting.optionalPath(
          "warn.distribution.configuration-dir",
          "Folder with the app configuration's source files; empty: the shipped ones.");

  /**
   * Reads all of them.
   *
   * @throws io.warnserver.settings.InvalidSettingsException naming each setting that is wrong
   */
  static DistributionSettings from(SettingsReader reader) {
    Mode mode = reader.get(Mode.SETTING);
    RunSchedule schedule = reader.get(SCHEDULE);
    Duration expiryDelay = reader.get(EXPIRY_DELAY);
    int minKeys = reader.get(MIN_KEYS);
    int maxKeys = reader.get(MAX_KEYS);
    PolicyScope policies = reader.get(POLICIES);
    boolean perCountryPackages = reader.get(PER_COUNTRY_PACKAGES);
    int retentionDays = reader.get(Retention.DAYS);
    int hourRetentionDays = reader.get(HOUR_RETENTION_DAYS);
    Optional<Path> configurationDirectory = reader.get(CONFIGURATION_DIRECTORY);
    reader.refuseIf(minKeys > maxKeys, "must not be above " + MAX_KEYS.name(), MIN_KEYS, MAX_KEYS);
    reader.refuseIf(
        expiryDelay.toMillis() % (IntervalNumber.SECONDS * 1000L) != 0,
        "must be a multiple of 10 minutes",
        EXPIRY_DELAY);
    SupportedCountries countries = SupportedCountries.from(reader);
    StoreSettings store = StoreSettings.from(reader, mode);
    reader.check();
    return new DistributionSettings(
        mode,
        schedule,
        countries,
        expiryDelay,
        new PackageLimits(minKeys, maxKeys),
        policies,
        perCountryPackages,
        retentionDays,
        hourRetentionDays,
        configurationDirectory,
        store);
  }

  /** Which trees a key goes to, and when it is due in them. */
  RoutingPolicy routing() {
    return new RoutingPolicy(
        countries,
        perCountryPackages,
        Math.toIntExact(expiryDelay.toSeconds() / IntervalNumber.SECONDS),
        policies == PolicyScope.ALL);
  }

  /** The limits of a tree's packages. */
  PackageLimits limitsOf(String tree) {
    boolean follows =
        policies == PolicyScope.ALL
            || tree.equals(countries.own().code())
            || tree.equals(PackageWindow.EUR);
    return follows ? limits : new PackageLimits(1, limits.max());
  }
}
