package io.warnserver.federation;

import io.micrometer.core.instrument.MeterRegistry;
import io.warnserver.database.ContainerTransactions;
import io.warnserver.database.Transactions;
import io.warnserver.federation.download.CallbackHints;
import io.warnserver.federation.download.DownloadResult;
import io.warnserver.federation.download.Downloads;
import io.warnserver.federation.gateway.DownloadTag;
import io.warnserver.federation.overview.DownloadedBatch;
import io.warnserver.federation.runs.RunOutcome;
import io.warnserver.settings.InvalidSettingsException;
import io.warnserver.timers.StaysOnSchedule;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.ScheduleExpression;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.Timer;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * Says when the gateway is asked for other countries' keys: by the schedule, within ten seconds
 * after it has called, and when an operator asks. Where no gateway is set, never.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@Interceptors(StaysOnSchedule.class)
public class DownloadTimer {

  private static final Logger LOG = Logger.getLogger(DownloadTimer.class.getName());
  private static final String HINTS = "hints";

  @Inject private Clock clock;
  @Inject private MeterRegistry metrics;
  @Inject private Federation federation;
  @Inject private FederationTransactions role;

  @Resource(lookup = "jdbc/warn-federation")
  private DataSource dataSource;

  @Resource private TimerService timerService;
  @Resource private ManagedScheduledExecutorService scheduler;

  private final AtomicReference<DownloadResult> last = new AtomicReference<>();
  private Downloads downloads;
  private CallbackHints hints;

  @PostConstruct
  void start() {
    Transactions transactions = new ContainerTransactions(role, dataSource);
    downloads =
        new Downloads(transactions, clock, "instance-" + UUID.randomUUID(), scheduler, metrics);
    hints = new CallbackHints(transactions);
    Optional<FederationSettings> settings = federation.settings();
    settings
        .flatMap(found -> found.downloadSchedule().expression())
        .ifPresent(
            schedule ->
                timerService.createCalendarTimer(schedule, new TimerConfig("downloads", false)));
    // Also where this server does not register itself: an operator may have done it.
    if (settings.isPresent()) {
      timerService.createCalendarTimer(
          new ScheduleExpression().second("*/10").minute("*").hour("*").timezone("UTC"),
          new TimerConfig(HINTS, false));
    }
  }

  @Timeout
  void onSchedule(Timer timer) {
    if (!timer.getInfo().equals(HINTS) || hints.areThere()) {
      var unused = runNow();
    }
  }

  /** Records that the gateway has called about a batch, and nothing else. */
  public void hint(DownloadTag tag) {
    hints.record(tag, clock.instant());
  }

  /** Runs at once, unless a run is under way, and says how it went. */
  public DownloadResult runNow() {
    DownloadResult result;
    try {
      result =
          federation
              .connect()
              .map(
                  from ->
                      downloads.run(
                          from.settings().downloads(), from.gateway(), from.keys().anchors()))
              .orElseGet(() -> DownloadResult.without(RunOutcome.OFF, "no gateway is set"));
    } catch (InvalidSettingsException e) {
      e.faults().forEach(LOG::severe);
      result = DownloadResult.without(RunOutcome.FAILED, String.join("; ", e.faults()));
    }
    if (result.outcome() != RunOutcome.BUSY) {
      last.set(result);
      metrics.counter("warn.federation.downloads", "outcome", result.outcome().word()).increment();
    }
    return result;
  }

  /** The latest batches from the gateway, of all instances, the newest first. */
  public List<DownloadedBatch> batches() {
    return downloads.latest();
  }

  /** How the last run of this instance went; empty before the first. */
  public Optional<DownloadResult> lastResult() {
    return Optional.ofNullable(last.get());
  }
}
