package io.warnserver.operations;

import io.micrometer.core.instrument.MeterRegistry;
import io.warnserver.certificates.CertificateWatch;
import io.warnserver.certificates.WatchedCertificate;
import io.warnserver.health.Health;
import io.warnserver.health.ServerHealth;
import io.warnserver.metrics.NamedGauges;
import io.warnserver.settings.SettingsReader;
import io.warnserver.time.RunSchedule;
import io.warnserver.timers.StaysOnSchedule;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.logging.Logger;

/**
 * Looks at every certificate that the server uses or shows, soon after its start and every six
 * hours: {@code warn.certificate.days.left}, the health check {@code certificates}, and a line in
 * the log for each that ends within 30 days. Safe on every instance.
 */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@Interceptors(StaysOnSchedule.class)
public class CertificateTimer {

  private static final Logger LOG = Logger.getLogger(CertificateTimer.class.getName());
  private static final String NAME = "certificates";
  private static final String LISTENERS = "listeners";

  /** The other modules and the listeners have begun by then. */
  private static final Duration FIRST = Duration.ofSeconds(20);

  private static final RunSchedule EVERY_SIX_HOURS = RunSchedule.at("0", "5", "*/6");

  @Resource private TimerService timerService;
  @Inject private Clock clock;
  @Inject private MeterRegistry registry;

  private NamedGauges daysLeft;
  private volatile Health last = Health.up(NAME, "not looked at yet");

  @PostConstruct
  void start() {
    daysLeft =
        new NamedGauges(
            registry,
            "warn.certificate.days.left",
            "certificate",
            "Days until the first certificate of this use expires");
    WatchedListeners listeners = WatchedListeners.from(SettingsReader.ofServer());
    CertificateWatch.ofServer().register(LISTENERS, listeners::look);
    ServerHealth.ofServer().register(NAME, () -> last);
    timerService.createSingleActionTimer(FIRST.toMillis(), new TimerConfig(NAME, false));
    EVERY_SIX_HOURS.start(timerService, NAME);
  }

  @Timeout
  void onSchedule() {
    Instant now = clock.instant();
    List<WatchedCertificate> all = CertificateWatch.ofServer().all();
    all.forEach(one -> one.warning(now).ifPresent(LOG::warning));
    daysLeft.show(daysLeft(all, now));
    last = health(all, now);
  }

  /** Of each use the days of what ends first. */
  static Map<String, Long> daysLeft(List<WatchedCertificate> all, Instant now) {
    Map<String, Long> days = new TreeMap<>();
    all.forEach(one -> days.merge(one.role(), one.daysLeft(now), Math::min));
    return days;
  }

  static Health health(List<WatchedCertificate> all, Instant now) {
    List<String> warnings =
        all.stream().map(one -> one.warning(now)).flatMap(Optional::stream).distinct().toList();
    return warnings.isEmpty()
        ? Health.up(NAME, all.size() + " certificates")
        : Health.degraded(NAME, String.join("; ", warnings));
  }

  @PreDestroy
  void stop() {
    ServerHealth.ofServer().forget(NAME);
    CertificateWatch.ofServer().forget(LISTENERS);
  }
}
