package io.warnserver.distribution;

import io.micrometer.core.instrument.MeterRegistry;
import io.warnserver.database.ContainerTransactions;
import io.warnserver.database.Schema;
import io.warnserver.database.Transactions;
import io.warnserver.distribution.ledger.DistributionTransactions;
import io.warnserver.distribution.store.S3ObjectStore;
import io.warnserver.health.ServerHealth;
import io.warnserver.settings.InvalidSettingsException;
import io.warnserver.settings.Mode;
import io.warnserver.settings.SettingsReader;
import io.warnserver.signing.ConfiguredSigningKeys;
import io.warnserver.signing.SigningKeySource;
import io.warnserver.signing.SigningKeys;
import io.warnserver.timers.StaysOnSchedule;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * Says when the distribution runs: by the schedule, and when an operator asks. At the start it
 * brings the schema up to date and refuses settings that cannot work.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@Interceptors(StaysOnSchedule.class)
public class DistributionTimer {

  private static final Logger LOG = Logger.getLogger(DistributionTimer.class.getName());
  private static final Duration HEALTH_ROUND = Duration.ofSeconds(10);

  @Inject private Clock clock;
  @Inject private MeterRegistry metrics;
  @Inject private DistributionTransactions role;

  @Resource(lookup = "jdbc/warn-migration")
  private DataSource migrationRole;

  @Resource(lookup = "jdbc/warn-distribution")
  private DataSource distributionRole;

  @Resource private TimerService timerService;
  @Resource private SessionContext context;
  @Resource private ManagedScheduledExecutorService scheduler;
  @Resource private ManagedExecutorService executor;

  private Distribution distribution;
  private DistributionHealth health;
  private ScheduledFuture<?> healthRounds;
  private ManagedRuns managedRuns;

  /** Everything that must be right before the first run. */
  @PostConstruct
  void start() {
    try {
      SettingsReader reader = SettingsReader.ofServer();
      DistributionSettings settings = DistributionSettings.from(reader);
      SigningKeySource signingKeys =
          new SigningKeySource(SettingsReader::ofServer, settings.mode());
      // Not needed before the first run, but a start without a key in force must fail.
      var unused = inForce(signingKeys, clock.instant());
      Schema schema = new Schema(migrationRole);
      requireDatabaseFor(schema, settings.mode());
      LOG.log(
          Level.INFO,
          "The database schema is up to date ({0} migrations applied)",
          schema.migrate());
      Transactions transactions = new ContainerTransactions(role, distributionRole);
      distribution =
          new Distribution(
              settings,
              now -> inForce(signingKeys, now),
              new S3ObjectStore(settings.store()),
              transactions,
              clock,
              scheduler,
              executor,
              metrics);
      startToTell(settings, DistributionHealth.maxRunAge(reader), transactions, signingKeys);
      settings.schedule().start(timerService, "distribution");
    } catch (InvalidSettingsException e) {
      e.faults().forEach(LOG::severe);
      throw e;
    }
  }

  /** To probes, to Prometheus and to the server's own tools. */
  private void startToTell(
      DistributionSettings settings,
      Duration maxRunAge,
      Transactions transactions,
      SigningKeySource signingKeys) {
    ServerHealth serverHealth = ServerHealth.ofServer();
    health =
        new DistributionHealth(
            serverHealth, metrics, settings, maxRunAge, transactions, signingKeys, clock);
    // On another thread: those of the scheduler let submissions' answers leave, and checks wait.
    healthRounds =
        scheduler.scheduleWithFixedDelay(
            () -> executor.execute(serverHealth::refresh),
            0,
            HEALTH_ROUND.toSeconds(),
            TimeUnit.SECONDS);
    managedRuns = ManagedRuns.register(context.getBusinessObject(DistributionTimer.class));
  }

  /** The keys that sign now, read again when settings or files have changed. */
  private static SigningKeys inForce(SigningKeySource source, Instant now) {
    ConfiguredSigningKeys keys = source.read();
    keys.expiringWithin(SigningTimes.SOON, now).forEach(key -> LOG.warning(key.warning()));
    return keys.inForce(now);
  }

  private static void requireDatabaseFor(Schema schema, Mode mode) {
    if (!schema.isFor(mode)) {
      throw new InvalidSettingsException(
          List.of(
              Mode.SETTING.name()
                  + ": the database of jdbc/warn-migration was made with development passwords,"
                  + " which production mode refuses"));
    }
  }

  @Timeout
  void onSchedule() {
    var unused = runNow();
  }

  /** Runs at once, unless a run is under way, and says how it went. */
  public RunResult runNow() {
    return distribution.run();
  }

  /** Stops publishing until {@link #resume}, on all instances; submissions go on. */
  public void pause() {
    distribution.pause();
  }

  /** Lets publishing go on; the next run makes up for the hours that have passed. */
  public void resume() {
    distribution.resume();
  }

  /** How the last run of this instance went; empty before the first. */
  public Optional<RunResult> lastResult() {
    return distribution.last();
  }

  @PreDestroy
  void stop() {
    if (health != null) {
      healthRounds.cancel(false);
      health.close();
      managedRuns.close();
    }
  }
}
