package io.warnserver.distribution;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.warnserver.database.DatabaseClock;
import io.warnserver.database.StorageException;
import io.warnserver.distribution.ledger.RunLog;
import io.warnserver.health.Health;
import io.warnserver.health.ReachableServer;
import io.warnserver.health.ServerHealth;
import io.warnserver.metrics.NamedGauges;
import io.warnserver.settings.InvalidSettingsException;
import io.warnserver.settings.Setting;
import io.warnserver.settings.SettingsReader;
import io.warnserver.signing.ConfiguredSigningKeys;
import io.warnserver.signing.SigningKeySource;
import io.warnserver.time.ServerClock;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/**
 * What the distribution knows of the server's health, for probes and for Prometheus. Of it only a
 * wrong clock decides that the instance does not serve: submissions have a pool of their own.
 */
@Singleton
@Startup
@DependsOn("DistributionDatabase")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DistributionHealth {

  private static final Logger LOG = Logger.getLogger(DistributionHealth.class.getName());

  static final Setting<Duration> MAX_RUN_AGE =
      Setting.duration(
          "warn.distribution.max-run-age",
          Duration.ofHours(3),
          Duration.ofMinutes(5),
          Duration.ofDays(14),
          "How old the last good run may be before health says so.");

  /** How long before a signing key's end it is said. */
  static final Duration SOON = Duration.ofDays(30);

  private static final String STORE = "object-store";
  private static final String KEYS = "signing-keys";

  private static final String RUNS = "distribution-runs";
  private static final String CLOCK = "clock";

  private static final Duration CONNECT = Duration.ofSeconds(2);

  private static final Duration ROUND = Duration.ofSeconds(10);

  @Inject private DistributionSettings settings;
  @Inject private DistributionDatabase database;
  @Inject private DistributionThreads threads;
  @Inject private SigningKeySource signingKeys;
  @Inject private MeterRegistry registry;
  @Inject private Clock clock;

  private final ServerHealth health = ServerHealth.ofServer();
  private final long began = System.nanoTime();
  private NamedGauges daysOfKeys;
  private RunLog log;
  private Duration maxRunAge;
  private ScheduledFuture<?> rounds;
  private volatile double secondsSinceGoodRun = Double.NaN;
  private volatile double daysOfSigning = Double.NaN;

  /** Registers checks and gauges, and lets all modules' checks run again and again. */
  @PostConstruct
  void start() {
    log = new RunLog(database.transactions());
    maxRunAge = maxRunAge(SettingsReader.ofServer());
    health.register(RUNS, this::runs);
    health.register(CLOCK, this::clock);
    health.register(STORE, new ReachableServer(STORE, settings.store().endpoint(), CONNECT));
    health.register(KEYS, this::keys);
    Gauge.builder("warn.distribution.last.success.age", this, h -> h.secondsSinceGoodRun)
        .baseUnit("seconds")
        .description("Since the end of the last good run of any instance")
        .register(registry);
    Gauge.builder("warn.signing.days.left", this, h -> h.daysOfSigning)
        .description("Until no configured signing key is in force")
        .register(registry);
    daysOfKeys =
        new NamedGauges(
            registry,
            "warn.signing.key.days.left",
            "key",
            "Until a configured signing key signs no more");
    rounds =
        threads
            .scheduler()
            .scheduleWithFixedDelay(
                this::lookWhereAThreadIsFree, 0, ROUND.toSeconds(), TimeUnit.SECONDS);
  }

  /** An exception would end the rounds; without a thread the next round looks. */
  private void lookWhereAThreadIsFree() {
    try {
      threads.executor().execute(health::refresh);
    } catch (RejectedExecutionException e) {
      LOG.log(Level.WARNING, "No thread is free to look at health: {0}", e.getMessage());
    }
  }

  static Duration maxRunAge(SettingsReader reader) {
    Duration age = reader.get(MAX_RUN_AGE);
    reader.check();
    return age;
  }

  /** The age is by the database's clock, which all instances share. */
  private Health runs() {
    Optional<Duration> age;
    try {
      age = log.sinceLastCompleted();
    } catch (StorageException e) {
      return Health.degraded(RUNS, "the database does not answer");
    }
    secondsSinceGoodRun = age.map(a -> (double) a.toSeconds()).orElse(Double.NaN);
    if (settings.schedule().times().isEmpty()) {
      return Health.up(RUNS, "runs happen when an operator says");
    }
    return ofRuns(age, Duration.ofNanos(System.nanoTime() - began), maxRunAge);
  }

  /**
   * An instance whose clock is wrong must not take submissions either: their hour is the clock's.
   */
  private Health clock() {
    try {
      return DatabaseClock.disagreement(database.transactions(), ServerClock.machineClock())
          .map(fault -> Health.down(CLOCK, fault))
          .orElseGet(() -> Health.up(CLOCK, ""));
    } catch (StorageException e) {
      return Health.degraded(CLOCK, "the database does not say what time it is");
    }
  }

  /**
   * What the age of the last good run means.
   *
   * @param sinceStart of this instance; counts where no run has been good: a new server has until
   *     its schedule begins
   */
  static Health ofRuns(Optional<Duration> sinceGood, Duration sinceStart, Duration limit) {
    String detail =
        sinceGood
            .map(age -> "the last good run was " + age.toMinutes() + " minutes ago")
            .orElse("there was no good run yet");
    return sinceGood.orElse(sinceStart).compareTo(limit) > 0
        ? Health.degraded(RUNS, detail)
        : Health.up(RUNS, detail);
  }

  private Health keys() {
    Instant now = clock.instant();
    try {
      ConfiguredSigningKeys keys = signingKeys.read();
      daysOfSigning = days(now, keys.inForceUntil(now));
      daysOfKeys.show(
          keys.expiringWithin(ChronoUnit.FOREVER.getDuration(), now).stream()
              .collect(Collectors.toMap(key -> key.key().name(), key -> days(now, key.end()))));
      var unused = keys.inForce(now);
      return ofKeys(keys, now);
    } catch (InvalidSettingsException e) {
      daysOfSigning = 0;
      return Health.degraded(KEYS, String.join("; ", e.faults()));
    }
  }

  /** A key that ends soon shows, also where another one goes on: some apps may know only it. */
  static Health ofKeys(ConfiguredSigningKeys keys, Instant now) {
    List<String> warnings =
        keys.expiringWithin(SOON, now).stream().map(key -> key.warning(now)).toList();
    return warnings.isEmpty()
        ? Health.up(KEYS, (long) days(now, keys.inForceUntil(now)) + " days left")
        : Health.degraded(KEYS, String.join("; ", warnings));
  }

  /** With fractions, so that 0 means: not even now. */
  static double days(Instant now, Instant end) {
    return (double) Duration.between(now, end).toSeconds() / Duration.ofDays(1).toSeconds();
  }

  @PreDestroy
  void stop() {
    rounds.cancel(false);
    List.of(RUNS, CLOCK, STORE, KEYS).forEach(health::forget);
  }
}
