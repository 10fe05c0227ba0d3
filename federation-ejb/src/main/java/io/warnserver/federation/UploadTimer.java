package io.warnserver.federation;

import io.micrometer.core.instrument.MeterRegistry;
import io.warnserver.database.ContainerTransactions;
import io.warnserver.federation.overview.UploadBatch;
import io.warnserver.federation.upload.BatchTags;
import io.warnserver.federation.upload.UploadPolicy;
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
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.security.SecureRandom;
import java.time.Clock;
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

  @Inject private Clock clock;
  @Inject private MeterRegistry metrics;
  @Inject private Federation federation;
  @Inject private FederationTransactions role;

  @Resource private TimerService timerService;
  @Resource private ManagedScheduledExecutorService scheduler;

  private final SecureRandom random = new SecureRandom();
  private Uploads uploads;

  @PostConstruct
  void start() {
    uploads = new Uploads(new ContainerTransactions(role), clock, scheduler, metrics);
    federation
        .settings()
        .ifPresent(settings -> settings.uploadSchedule().start(timerService, "uploads"));
  }

  @Timeout
  void onSchedule() {
    var unused = runNow();
  }

  /** Runs at once, unless a run is under way, and says how it went. */
  public UploadResult runNow() {
    return uploads.run(() -> federation.connect().map(this::means));
  }

  private Uploads.Means means(Federation.Connected to) {
    UploadPolicy policy = to.settings().uploads();
    return new Uploads.Means(
        policy, to.gateway(), to.keys().signing(), new BatchTags(policy.own(), random));
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
