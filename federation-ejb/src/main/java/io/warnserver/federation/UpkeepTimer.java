package io.warnserver.federation;

import io.warnserver.federation.gateway.CallbackRegistration;
import io.warnserver.timers.StaysOnSchedule;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.util.Optional;

/** Says when the callback's registration is looked at. Safe on every instance. */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@Interceptors(StaysOnSchedule.class)
public class UpkeepTimer {

  @Inject private Federation federation;
  @Resource private TimerService timerService;

  @PostConstruct
  void start() {
    federation.watch();
    federation
        .settings()
        .flatMap(FederationSettings::registration)
        .ifPresent(one -> one.schedule().start(timerService, "callback"));
  }

  @Timeout
  void onSchedule() {
    var unused = checkRegistration();
  }

  /**
   * Registers the callback with the gateway where it is missing.
   *
   * @return what was found; empty if there is no gateway, or no callback is set
   */
  public Optional<CallbackRegistration.Checked> checkRegistration() {
    return federation.checkRegistration();
  }
}
