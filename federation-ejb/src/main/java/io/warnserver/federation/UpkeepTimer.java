package io.warnserver.federation;

import io.warnserver.federation.gateway.CallbackRegistration;
import io.warnserver.time.RunSchedule;
import io.warnserver.timers.StaysOnSchedule;
import jakarta.annotation.PostConstruct;
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

/**
 * Says when the certificates' expiry and the callback's registration are looked at. Safe on every
 * instance.
 */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@Interceptors(StaysOnSchedule.class)
public class UpkeepTimer {

  private static final String CERTIFICATES = "certificates";
  private static final RunSchedule EVERY_SIX_HOURS = RunSchedule.at("0", "5", "*/6");

  @Inject private Federation federation;
  @Resource private TimerService timerService;

  @PostConstruct
  void start() {
    federation.watchGateway();
    federation.watchCertificates();
    federation
        .settings()
        .ifPresent(
            on -> {
              EVERY_SIX_HOURS.start(timerService, CERTIFICATES);
              on.registration().ifPresent(one -> one.schedule().start(timerService, "callback"));
            });
  }

  @Timeout
  void onSchedule(Timer timer) {
    if (timer.getInfo().equals(CERTIFICATES)) {
      federation.watchCertificates();
    } else {
      var unused = checkRegistration();
    }
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
