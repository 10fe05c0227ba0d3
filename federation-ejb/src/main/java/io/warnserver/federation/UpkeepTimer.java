package io.warnserver.federation;

import io.warnserver.federation.callback.CallbackRegistration;
import io.warnserver.federation.callback.RegistrationSettings;
import io.warnserver.federation.gateway.GatewaySettings;
import io.warnserver.health.ReachableServer;
import io.warnserver.health.ServerHealth;
import io.warnserver.settings.InvalidSettingsException;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ScheduleExpression;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.Timer;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Says when the certificates' expiry and the callback's registration are looked at. Safe on every
 * instance.
 */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class UpkeepTimer {

  private static final Logger LOG = Logger.getLogger(UpkeepTimer.class.getName());
  private static final String CERTIFICATES = "certificates";
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
    timerService.createCalendarTimer(
        new ScheduleExpression().minute("5").hour("*/6").timezone("UTC"),
        new TimerConfig(CERTIFICATES, false));
    settings
        .flatMap(FederationSettings::registration)
        .map(RegistrationSettings::schedule)
        .flatMap(schedule -> schedule.expression())
        .ifPresent(
            schedule ->
                timerService.createCalendarTimer(schedule, new TimerConfig("callback", false)));
  }

  @PreDestroy
  void stop() {
    ServerHealth.ofServer().forget(HEALTH);
  }

  /** A timer method that throws is taken off the schedule by some servers; hence the wide catch. */
  @Timeout
  void onSchedule(Timer timer) {
    try {
      if (timer.getInfo().equals(CERTIFICATES)) {
        federation.watchCertificates();
      } else {
        checkRegistration();
      }
    } catch (InvalidSettingsException e) {
      e.faults().forEach(LOG::severe);
    } catch (RuntimeException e) {
      LOG.log(Level.SEVERE, "The federation''s upkeep failed; it is tried again", e);
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
