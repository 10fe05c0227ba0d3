package io.warnserver.federation;

import io.warnserver.federation.callback.CallbackRegistration;
import io.warnserver.federation.gateway.GatewaySettings;
import io.warnserver.health.ReachableServer;
import io.warnserver.health.ServerHealth;
import io.warnserver.time.RunSchedule;
import io.warnserver.timers.StaysOnSchedule;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.Timer;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.util.Optional;
import java.util.logging.Logger;

/**
 * Says when the certificates' expiry and the callback's registration are looked at. Safe on every
 * instance.
 */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@Interceptors(StaysOnSchedule.class)
public class UpkeepTimer {

  private static final Logger LOG = Logger.getLogger(UpkeepTimer.class.getName());
  private static final String CERTIFICATES = "certificates";
  private static final RunSchedule EVERY_SIX_HOURS = RunSchedule.at("0", "5", "*/6");
  private static final String HEALTH = "federation-gateway";

  @Inject private Federation federation;
  @Resource private TimerService timerService;

  @PostConstruct
  void start() {
    Optional<FederationSettings> settings = federation.settings();
    if (settings.isEmpty()) {
      LOG.info("No federation gateway is set: keys are not exchanged with other countries");
      return;
    }
    GatewaySettings gateway = settings.get().gateway();
    ServerHealth.ofServer()
        .register(HEALTH, new ReachableServer(HEALTH, gateway.url(), gateway.connectTimeout()));
    federation.watchCertificates();
    EVERY_SIX_HOURS.start(timerService, CERTIFICATES);
    settings
        .flatMap(FederationSettings::registration)
        .ifPresent(registration -> registration.schedule().start(timerService, "callback"));
  }

  @PreDestroy
  void stop() {
    ServerHealth.ofServer().forget(HEALTH);
  }

  @Timeout
  void onSchedule(Timer timer) {
    if (timer.getInfo().equals(CERTIFICATES)) {
      federation.watchCertificates();
    } else {
      checkRegistration();
    }
  }

  private void checkRegistration() {
    federation
        .connect()
        .ifPresent(
            to ->
                to.settings()
                    .registration()
                    .ifPresent(
                        registration -> CallbackRegistration.check(to.gateway(), registration)));
  }
}
