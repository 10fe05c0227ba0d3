package io.warnserver.federation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.warnserver.federation.certificates.FederationKeySource;
import io.warnserver.federation.certificates.FederationKeys;
import io.warnserver.federation.certificates.WatchedCertificate;
import io.warnserver.federation.gateway.HttpGateway;
import io.warnserver.settings.SettingsReader;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;

/**
 * What all timers of the exchange share: the settings, and the gateway with the certificates that
 * are in the files now. Where no gateway is set, there is nothing.
 */
@ApplicationScoped
public class Federation {

  private static final Logger LOG = Logger.getLogger(Federation.class.getName());

  @Resource private ManagedScheduledExecutorService threads;

  private final Clock clock;
  private final MultiGauge certificates;
  private final Map<String, Long> daysLeft = new ConcurrentHashMap<>();
  private Optional<FederationSettings> settings;
  private FederationKeySource source;
  private Connected connected;

  /**
   * The gateway as it is reached now.
   *
   * @param settings of the exchange
   * @param keys that are in the files
   * @param gateway with these keys
   */
  record Connected(FederationSettings settings, FederationKeys keys, HttpGateway gateway) {}

  /** For the container only. */
  protected Federation() {
    clock = null;
    certificates = null;
  }

  @Inject
  Federation(Clock clock, MeterRegistry metrics) {
    this.clock = clock;
    certificates =
        MultiGauge.builder("warn.federation.certificate.days")
            .description("Days until the first certificate of a role expires")
            .register(metrics);
  }

  /** What is set; empty: keys are not exchanged. */
  public synchronized Optional<FederationSettings> settings() {
    if (settings == null) {
      settings = FederationSettings.from(SettingsReader.ofServer());
    }
    return settings;
  }

  /**
   * The gateway; empty: keys are not exchanged.
   *
   * @throws io.warnserver.settings.InvalidSettingsException if a key store cannot be used
   */
  public synchronized Optional<Connected> connect() {
    return settings().map(this::connect);
  }

  private Connected connect(FederationSettings found) {
    if (source == null) {
      source =
          new FederationKeySource(
              SettingsReader::ofServer, found.mode(), found.downloads().countries().own());
    }
    FederationKeys keys = source.read();
    if (connected == null || !connected.keys().equals(keys)) {
      HttpGateway gateway = new HttpGateway(found.gateway(), keys.tls(), threads);
      end();
      connected = new Connected(found, keys, gateway);
    }
    return connected;
  }

  /** No connection outlives its certificate, or the application. */
  @PreDestroy
  synchronized void end() {
    if (connected != null) {
      connected.gateway().close();
    }
  }

  /** Warns of certificates that expire soon, and shows the days left of each role's first. */
  public void watchCertificates() {
    connect()
        .ifPresent(
            now -> {
              daysLeft.clear();
              for (WatchedCertificate one : now.keys().watched()) {
                one.warning(clock.instant()).ifPresent(LOG::warning);
                daysLeft.merge(one.role(), one.daysLeft(clock.instant()), Math::min);
              }
              certificates.register(daysLeft.keySet().stream().map(this::ofRole).toList());
            });
  }

  private Row<?> ofRole(String role) {
    return Row.of(Tags.of("certificate", role), () -> daysLeft.get(role));
  }
}
