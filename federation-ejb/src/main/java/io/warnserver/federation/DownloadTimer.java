package io.warnserver.federation;

import io.warnserver.federation.download.DownloadResult;
import io.warnserver.federation.download.Downloads;
import io.warnserver.federation.gateway.DownloadTag;
import io.warnserver.federation.overview.DownloadedBatch;
import io.warnserver.time.RunSchedule;
import io.warnserver.timers.StaysOnSchedule;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.Timer;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.util.List;
import java.util.Optional;

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

  private static final String HINTS = "hints";
  private static final RunSchedule EVERY_TEN_SECONDS = RunSchedule.at("*/10", "*", "*");

  @Inject private Federation federation;
  @Resource private TimerService timerService;
  private Downloads downloads;

  @PostConstruct
  void start() {
    downloads = federation.downloads();
    federation
        .settings()
        .ifPresent(
            on -> {
              on.downloadSchedule().start(timerService, "downloads");
              // Also where this server does not register itself: an operator may have done it.
              EVERY_TEN_SECONDS.start(timerService, HINTS);
            });
  }

  @Timeout
  void onSchedule(Timer timer) {
    if (!timer.getInfo().equals(HINTS) || downloads.isHinted()) {
      var unused = runNow();
    }
  }

  /** Records that the gateway has called about a batch, and nothing else. */
  public void hint(DownloadTag tag) {
    downloads.hint(tag);
  }

  /** Runs at once, unless a run is under way, and says how it went. */
  public DownloadResult runNow() {
    return downloads.run();
  }

  /**
   * Has a batch that has ended fetched again by the next run.
   *
   * @return whether it had ended; empty if there is no such batch
   */
  public Optional<Boolean> putBack(DownloadTag tag, String operator, String why) {
    return downloads.putBack(tag, operator, why);
  }

  /** The latest batches from the gateway, of all instances, the newest first. */
  public List<DownloadedBatch> batches() {
    return downloads.latest();
  }

  /** How the last run of this instance went; empty before the first. */
  public Optional<DownloadResult> lastResult() {
    return downloads.last();
  }
}
