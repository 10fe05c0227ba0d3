package io.warnserver.operations;

import io.micrometer.core.instrument.MeterRegistry;
import io.warnserver.certificates.CertificateWatch;
import io.warnserver.certificates.WatchedCertificate;
import io.warnserver.health.Health;
import io.warnserver.health.ServerHealth;
import io.warnserver.metrics.NamedGauges;
import io.warnserver.parts.Part;
import io.warnserver.settings.SettingsReader;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Looks at every certificate that the server uses or shows, soon after its start and every six
 * hours: {@code warn.certificate.days.left}, the health check {@code certificates}, and a line in
 * the log for each that ends within 30 days. Safe on every instance.
 */
@Part
final class CertificateUpkeep {

  private static final Logger LOG = Logger.getLogger(CertificateUpkeep.class.getName());
  private static final String NAME = "certificates";
  private static final String LISTENERS = "listeners";

  /** The other modules and the listeners have begun by then. */
  private static final Duration FIRST = Duration.ofSeconds(20);

  private static final Duration PERIOD = Duration.ofHours(6);

  @Resource private ManagedScheduledExecutorService threads;

  private final Clock clock;
  private final NamedGauges daysLeft;
  private volatile Health last = Health.up(NAME, "not looked at yet");
  private ScheduledFuture<?> looks;

  @Inject
  CertificateUpkeep(Clock clock, MeterRegistry registry) {
    this.clock = clock;
    daysLeft =
        new NamedGauges(
            registry,
            "warn.certificate.days.left",
            "certificate",
            "Days until the first certificate of this use expires");
  }

  void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
    WatchedListeners listeners = WatchedListeners.from(SettingsReader.ofServer());
    CertificateWatch.ofServer().register(LISTENERS, listeners::look);
    ServerHealth.ofServer().register(NAME, () -> last);
    looks =
        threads.scheduleWithFixedDelay(
            this::lookAndGoOn, FIRST.toSeconds(), PERIOD.toSeconds(), TimeUnit.SECONDS);
  }

  /** An exception would end the looks. */
  private void lookAndGoOn() {
    try {
      look();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "The certificates were not looked at", e);
    }
  }

  private void look() {
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

  /** Also after a start that settings have refused. */
  void stop(@Observes Shutdown event) {
    if (looks != null) {
      looks.cancel(false);
    }
    ServerHealth.ofServer().forget(NAME);
    CertificateWatch.ofServer().forget(LISTENERS);
  }
}
