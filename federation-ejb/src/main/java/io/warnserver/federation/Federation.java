package io.warnserver.federation;

import io.micrometer.core.instrument.MeterRegistry;
import io.warnserver.certificates.CertificateWatch;
import io.warnserver.database.ContainerTransactions;
import io.warnserver.federation.certificates.FederationKeys;
import io.warnserver.federation.certificates.KeyStoreSettings;
import io.warnserver.federation.download.Downloads;
import io.warnserver.federation.gateway.CallbackRegistration;
import io.warnserver.federation.gateway.HttpGateway;
import io.warnserver.federation.upload.Uploads;
import io.warnserver.health.Health;
import io.warnserver.health.ServerHealth;
import io.warnserver.keystores.ReadAgain;
import io.warnserver.parts.Part;
import io.warnserver.settings.SettingsReader;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.logging.Logger;

/**
 * What all timers of the exchange share: the settings, and the gateway with the certificates that
 * are in the files now. Where no gateway is set, there is nothing.
 */
@Part
final class Federation {

  private static final Logger LOG = Logger.getLogger(Federation.class.getName());
  private static final String HEALTH = "federation-gateway";

  @Resource private ManagedScheduledExecutorService threads;

  private final Optional<FederationSettings> settings =
      FederationSettings.from(SettingsReader.ofServer());
  private final ReadAgain<KeyStoreSettings, FederationKeys> files = new ReadAgain<>();
  private final FederationTransactions role;
  private final Clock clock;
  private final MeterRegistry metrics;
  private volatile boolean callbackWasThere;
  private volatile Connected connected;

  /** The gateway as it is reached now, with the keys that are in the files. */
  private record Connected(FederationSettings settings, FederationKeys keys, HttpGateway gateway) {

    Uploads.Means forUploads() {
      return new Uploads.Means(settings.uploads(), gateway, keys.signing());
    }

    Downloads.Means forDownloads() {
      return new Downloads.Means(settings.downloads(), gateway, keys.anchors());
    }
  }

  @Inject
  Federation(FederationTransactions role, Clock clock, MeterRegistry metrics) {
    this.role = role;
    this.clock = clock;
    this.metrics = metrics;
  }

  /** What is set; empty: keys are not exchanged. */
  Optional<FederationSettings> settings() {
    return settings;
  }

  /** For the bean that starts uploads, when it starts itself. */
  Uploads uploads() {
    return new Uploads(
        new ContainerTransactions(role),
        clock,
        threads,
        metrics,
        settings.map(set -> set.gateway().longestRequest()).orElse(Duration.ZERO),
        () -> connect().map(Connected::forUploads));
  }

  /** For the bean that starts downloads, when it starts itself. */
  Downloads downloads() {
    return new Downloads(
        new ContainerTransactions(role),
        clock,
        threads,
        metrics,
        () -> connect().map(Connected::forDownloads));
  }

  /**
   * The gateway; empty: keys are not exchanged.
   *
   * @throws io.warnserver.settings.InvalidSettingsException if a key store cannot be used
   */
  private synchronized Optional<Connected> connect() {
    return settings.map(this::connect);
  }

  private Connected connect(FederationSettings found) {
    FederationKeys keys = FederationKeys.read(SettingsReader.ofServer(), files);
    if (connected == null || !connected.keys().equals(keys)) {
      HttpGateway gateway = new HttpGateway(found.gateway(), keys.tls(), threads);
      close();
      connected = new Connected(found, keys, gateway);
    }
    return connected;
  }

  /** No connection outlives its certificate. */
  private void close() {
    if (connected != null) {
      connected.gateway().close();
    }
  }

  /** Nothing outlives the application. */
  @PreDestroy
  synchronized void end() {
    ServerHealth.ofServer().forget(HEALTH);
    CertificateWatch.ofServer().forget(HEALTH);
    close();
  }

  /** Has the server tell whether the gateway answers, and what certificates are used. */
  void watch() {
    if (settings.isEmpty()) {
      LOG.info("No federation gateway is set: keys are not exchanged with other countries");
      return;
    }
    CertificateWatch.ofServer()
        .register(HEALTH, () -> connect().map(to -> to.keys().watched()).orElse(List.of()));
    ServerHealth.ofServer()
        .register(
            HEALTH,
            () -> {
              Connected now = connected;
              return now == null ? Health.up(HEALTH, "") : now.gateway().health(HEALTH);
            });
  }

  /** Registers the callback where it is to be and is not. */
  Optional<CallbackRegistration.Checked> checkRegistration() {
    Optional<CallbackRegistration.Checked> checked =
        connect()
            .flatMap(
                to ->
                    to.settings()
                        .registration()
                        .map(wanted -> wanted.check(to.gateway(), callbackWasThere)));
    checked.ifPresent(now -> callbackWasThere = now.there());
    return checked;
  }
}
