package io.warnserver.federation.download;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.warnserver.federation.audit.TrustAnchors;
import io.warnserver.federation.gateway.RetryPolicy;
import io.warnserver.federation.testing.FakeGateway;
import io.warnserver.federation.testing.TestCountry;
import io.warnserver.federation.testing.TestDatabase;
import io.warnserver.keys.Country;
import io.warnserver.keys.ReportType;
import io.warnserver.keys.RiskDerivation;
import io.warnserver.keys.SupportedCountries;
import io.warnserver.settings.SettingsReader;
import io.warnserver.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Downloads with a real database, a gateway in memory and a clock that a test sets. */
final class DownloadFixture {

  static final Instant START = Instant.parse("2026-11-23T10:20:00Z");
  static final TestCountry FRANCE = new TestCountry("FR");
  static final TestCountry NETHERLANDS = new TestCountry("NL");
  static final TestCountry ITALY = new TestCountry("IT");

  /** Never gets to renew anything: the runs of tests are quicker than that. */
  private static final ScheduledExecutorService SCHEDULER =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "lease keeper");
            thread.setDaemon(true);
            return thread;
          });

  final TestDatabase database = TestDatabase.cleared();
  final SettableClock clock = new SettableClock(START);
  final FakeGateway gateway = new FakeGateway(clock, TestCountry.ANCHOR.certificate());
  final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  DownloadPolicy policy = policy(Set.of());

  static DownloadPolicy policy(Set<String> relaxed) {
    Set<Country> countries = new TreeSet<>();
    relaxed.forEach(code -> countries.add(new Country(code)));
    return new DownloadPolicy(
        new SupportedCountries(
            new Country("DE"),
            new TreeSet<>(Set.of(new Country("DE"), new Country("FR"), new Country("NL")))),
        RiskDerivation.from(new SettingsReader(name -> Optional.empty())),
        Set.of(ReportType.CONFIRMED_TEST, ReportType.CONFIRMED_CLINICAL_DIAGNOSIS),
        Duration.ofDays(14),
        countries,
        new RetryPolicy(3, Duration.ofMinutes(10)));
  }

  Downloads downloads() {
    return instance(metrics);
  }

  /** With metrics of its own. */
  Downloads anotherInstance() {
    return instance(new SimpleMeterRegistry());
  }

  private Downloads instance(MeterRegistry metrics) {
    TrustAnchors anchors = new TrustAnchors(List.of(TestCountry.ANCHOR.certificate()));
    return new Downloads(
        database,
        clock,
        SCHEDULER,
        metrics,
        () -> Optional.of(new Downloads.Means(policy, gateway, anchors)));
  }

  DownloadResult run() {
    return downloads().run();
  }

  DownloadResult runAfter(Duration time) {
    clock.set(clock.instant().plus(time));
    return run();
  }

  LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  /** Tags and states of all batches. */
  List<String> states() {
    return database.rows(
        "select batch_tag, state from federation_download_batch order by batch_date, batch_tag");
  }

  /** How many keys have arrived. */
  int arrived() {
    return database.number("select count(*) from incoming_key");
  }
}
