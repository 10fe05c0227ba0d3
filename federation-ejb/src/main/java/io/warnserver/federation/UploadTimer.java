package io.warnserver.federation;

import io.warnserver.federation.overview.UploadBatch;
import io.warnserver.federation.upload.UploadResult;
import io.warnserver.federation.upload.Uploads;
import io.warnserver.timers.StaysOnSchedule;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.util.List;
import java.util.Optional;

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

  @Inject private Federation federation;
  @Resource private TimerService timerService;
  private Uploads uploads;

  @PostConstruct
  void start() {
    uploads = federation.uploads();
    federation.settings().ifPresent(on -> on.uploadSchedule().start(timerService, "uploads"));
  }

  @Timeout
  void onSchedule() {
    var unused = runNow();
  }

  /** Runs at once, unless a run is under way, and says how it went. */
  public UploadResult runNow() {
    return uploads.run();
  }

  /** The latest batches for the gateway, of all instances, the newest first. */
  public List<UploadBatch> batches() {
    return uploads.latest();
  }

  /** How the last run of this instance went; empty before the first. */
  public Optional<UploadResult> lastResult() {
    return uploads.last();
  }
}
