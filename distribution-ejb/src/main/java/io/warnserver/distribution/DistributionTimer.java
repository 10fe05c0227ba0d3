package io.warnserver.distribution;

import io.warnserver.timers.StaysOnSchedule;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.util.Optional;

/** Says when the distribution runs: by the schedule, and when an operator asks. */
@Singleton
@Startup
@DependsOn("DistributionDatabase")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@Interceptors(StaysOnSchedule.class)
public class DistributionTimer {

  @Inject private DistributionSettings settings;
  @Inject private Distribution distribution;
  @Resource private TimerService timerService;

  @PostConstruct
  void start() {
    settings.schedule().start(timerService, "distribution");
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
    distribution.setPaused(true);
  }

  /** Lets publishing go on; the next run makes up for the hours that have passed. */
  public void resume() {
    distribution.setPaused(false);
  }

  /** How the last run of this instance went; empty before the first. */
  public Optional<RunResult> lastResult() {
    return distribution.last();
  }
}
