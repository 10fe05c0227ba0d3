package io.warnserver.federation;

import io.micrometer.core.instrument.MeterRegistry;
import io.warnserver.database.ContainerTransactions;
import io.warnserver.database.Transactions;
import io.warnserver.federation.overview.UploadBatch;
import io.warnserver.federation.runs.RunOutcome;
import io.warnserver.federation.upload.BatchTags;
import io.warnserver.federation.upload.UploadResult;
import io.warnserver.federation.upload.Uploads;
import io.warnserver.settings.InvalidSettingsException;
import io.warnserver.timers.StaysOnSchedule;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * Says when keys are uploaded to the gateway: by the schedule, and when an operator asks. Where no
 * gateway is set, never.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@Interceptors(StaysOnSchedule.class)
public class UploadTimer {

  private static final Logger LOG = Logger.getLogger(UploadTimer.class.getName());

  @Inject private Clock clock;
  @Inject private MeterRegistry metrics;
  @Inject private Federation federation;
  @Inject private FederationTransactions role;

  @Resource(lookup = "jdbc/warn-federation")
  private DataSource dataSource;

  @Resource private TimerService timerService;
  @Resource private ManagedScheduledExecutorService scheduler;

  private final SecureRandom random = new SecureRandom();
  private final AtomicReference<UploadResult> last = new AtomicReference<>();
  private Uploads uploads;

  @PostConstruct
  void start() {
    Transactions transactions = new ContainerTransactions(role, dataSource);
    uploads = new Uploads(transactions, clock, "instance-" + UUID.randomUUID(), scheduler);
    federation
        .settings()
        .flatMap(settings -> settings.uploadSchedule().expression())
        .ifPresent(
            schedule ->
                timerService.createCalendarTimer(schedule, new TimerConfig("uploads", false)));
  }

  @Timeout
  void onSchedule() {
    var unused = runNow();
  }

  /** Runs at once, unless a run is under way, and says how it went. */
  public UploadResult runNow() {
    UploadResult result;
    try {
      result =
          federation
              .connect()
              .map(this::run)
              .orElseGet(() -> UploadResult.without(RunOutcome.OFF, "no gateway is set"));
    } catch (InvalidSettingsException e) {
      e.faults().forEach(LOG::severe);
      result = UploadResult.without(RunOutcome.FAILED, String.join("; ", e.faults()));
    }
    if (result.outcome() != RunOutcome.BUSY) {
      last.set(result);
      count(result);
    }
    return result;
  }

  private UploadResult run(Federation.Connected to) {
    return uploads.run(
        to.settings().uploads(),
        to.gateway(),
        to.keys().signing(),
        new BatchTags(to.settings().uploads().own(), random));
  }

  private void count(UploadResult result) {
    metrics.counter("warn.federation.uploads", "outcome", result.outcome().word()).increment();
    count("uploaded", result.keys());
    count("known", result.known());
    count("set_aside", result.setAside());
    count("too_old", result.tooOld());
    count("given_up", result.givenUp());
  }

  private void count(String what, int keys) {
    metrics.counter("warn.federation.keys.outgoing", "result", what).increment(keys);
  }

  /** The latest batches for the gateway, of all instances, the newest first. */
  public List<UploadBatch> batches() {
    return uploads.latest();
  }

  /** How the last run of this instance went; empty before the first. */
  public Optional<UploadResult> lastResult() {
    return Optional.ofNullable(last.get());
  }
}
