package io.warnserver.federation;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.warnserver.federation.certificates.FederationKeys;
import io.warnserver.federation.download.DownloadResult;
import io.warnserver.federation.download.Downloads;
import io.warnserver.federation.gateway.Gateway;
import io.warnserver.federation.gateway.HttpGateway;
import io.warnserver.federation.testing.InterruptedGateway;
import io.warnserver.federation.testing.Interruptions;
import io.warnserver.federation.testing.TestCountry;
import io.warnserver.federation.testing.TestDatabase;
import io.warnserver.federation.upload.UploadResult;
import io.warnserver.federation.upload.Uploads;
import io.warnserver.keystores.ReadAgain;
import io.warnserver.local.certificates.CertificateRole;
import io.warnserver.local.certificates.FederationCertificates;
import io.warnserver.local.gateway.GatewayStandIn;
import io.warnserver.settings.SettingsReader;
import io.warnserver.testing.SettableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** The exchange as it is set up by settings and files, against the stand-in gateway over TLS. */
final class StandInFixture implements AutoCloseable {

  static final Instant START = Instant.parse("2026-11-23T10:20:00Z");

  private static final FederationCertificates CERTIFICATES = certificates();

  private static final ScheduledExecutorService SCHEDULER =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "lease keeper");
            thread.setDaemon(true);
            return thread;
          });

  final SettableClock clock = new SettableClock(START);
  final TestDatabase database = TestDatabase.cleared();
  final GatewayStandIn standIn = GatewayStandIn.start(CERTIFICATES, clock, 0);
  final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final Map<String, TestCountry> countries = new HashMap<>();
  final FederationSettings settings;
  final FederationKeys keys;
  final HttpGateway http;
  private Gateway gateway;
  private int made;

  StandInFixture(String... namesAndValues) {
    Map<String, String> values = settings(standIn);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      values.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    settings = FederationSettings.from(reader(values)).orElseThrow();
    keys = FederationKeys.read(reader(values), new ReadAgain<>());
    http = new HttpGateway(settings.gateway(), keys.tls(), SCHEDULER);
    gateway = http;
  }

  private static FederationCertificates certificates() {
    try {
      Path folder = Files.createTempDirectory(Path.of("target"), "federation-certificates");
      return new FederationCertificates(
          folder, new SettableClock(START), List.of("DE", "FR", "NL"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static SettingsReader reader(Map<String, String> values) {
    return new SettingsReader(name -> Optional.ofNullable(values.get(name)));
  }

  private static Map<String, String> settings(GatewayStandIn standIn) {
    Map<String, String> settings = new HashMap<>();
    settings.put("warn.mode", "development");
    settings.put("warn.supported-countries", "DE,FR,NL");
    settings.put("warn.federation.gateway.url", standIn.address().toString());
    settings.put("warn.federation.gateway.read-timeout", "PT2S");
    settings.put(
        "warn.federation.tls.keystore",
        CERTIFICATES.keystore("DE", CertificateRole.AUTHENTICATION).toString());
    settings.put("warn.federation.tls.alias", CertificateRole.AUTHENTICATION.word());
    settings.put("warn.federation.tls.password", FederationCertificates.PASSWORD);
    settings.put("warn.federation.tls.truststore", CERTIFICATES.gatewayTlsTrustStore().toString());
    settings.put("warn.federation.tls.truststore-password", FederationCertificates.PASSWORD);
    settings.put(
        "warn.federation.signing.keystore",
        CERTIFICATES.keystore("DE", CertificateRole.SIGNING).toString());
    settings.put("warn.federation.signing.password", FederationCertificates.PASSWORD);
    settings.put("warn.federation.trust-anchor", CERTIFICATES.trustAnchorPem().toString());
    settings.put("warn.federation.upload.min-keys", "3");
    settings.put("warn.federation.upload.max-keys", "6");
    settings.put("warn.federation.upload.retry-after", "PT10M");
    settings.put("warn.federation.download.max-attempts", "3");
    settings.put("warn.federation.download.retry-after", "PT10M");
    return settings;
  }

  /** Kills the next runs. */
  void interruptedBy(Interruptions by) {
    database.interruptedBy(by);
    gateway = new InterruptedGateway(http, by);
  }

  UploadResult upload() {
    Uploads.Means means = new Uploads.Means(settings.uploads(), gateway, keys.signing());
    return new Uploads(
            database, clock, SCHEDULER, metrics, Duration.ofSeconds(10), () -> Optional.of(means))
        .run();
  }

  DownloadResult download() {
    Downloads.Means means = new Downloads.Means(settings.downloads(), gateway, keys.anchors());
    return new Downloads(database, clock, SCHEDULER, metrics, () -> Optional.of(means)).run();
  }

  void later(Duration time) {
    clock.set(clock.instant().plus(time));
  }

  /** Keys of submissions with consent, released an hour ago. */
  void submit(int count) {
    for (int i = 0; i < count; i++) {
      made++;
      long interval = clock.instant().getEpochSecond() / 600;
      database.execute(
          "insert into federation_upload_key values (decode(md5('%d'), 'hex'), %d, 144, 5, -2, 1, 'DE', 'DE,FR', %d)"
              .formatted(made, interval - 144 - 12 - 6, interval / 6));
    }
  }

  /** Another country uploads. */
  void seed(String country, int count) {
    standIn.seed(country, of(country).keys(count, clock.instant()));
  }

  TestCountry of(String country) {
    return countries.computeIfAbsent(country, TestCountry::new);
  }

  /** How many keys the gateway has from here, doubles included. */
  int uploaded() {
    return standIn.keyDataOf("DE").size();
  }

  /** How many different ones. */
  long differentUploaded() {
    return standIn.keyDataOf("DE").stream().distinct().count();
  }

  int arrived() {
    return database.number("select count(*) from incoming_key");
  }

  List<String> states() {
    return database.rows(
        "select batch_tag, state from federation_download_batch order by batch_date, batch_tag");
  }

  @Override
  public void close() {
    http.close();
    standIn.close();
  }
}
