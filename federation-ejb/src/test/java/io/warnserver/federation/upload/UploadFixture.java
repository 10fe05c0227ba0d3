package io.warnserver.federation.upload;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.warnserver.federation.gateway.RetryPolicy;
import io.warnserver.federation.signature.BatchSigningKey;
import io.warnserver.federation.testing.FakeGateway;
import io.warnserver.federation.testing.TestDatabase;
import io.warnserver.keys.Country;
import io.warnserver.testing.SettableClock;
import io.warnserver.testing.TestCertificates;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;

/** Uploads with a real database, a gateway in memory and a clock that a test sets. */
final class UploadFixture {

  static final Instant START = Instant.parse("2026-11-23T10:20:00Z");

  private static final TestCertificates SIGNING = TestCertificates.ec("CN=signing,C=DE");

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
  final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  final FakeGateway gateway = new FakeGateway(clock, SIGNING.certificate());
  final BatchSigningKey signingKey =
      new BatchSigningKey(SIGNING.privateKey(), SIGNING.certificate());
  private int made;
  UploadPolicy policy = policy(3, 6);

  static UploadPolicy policy(int min, int max) {
    return new UploadPolicy(
        new Country("DE"),
        min,
        max,
        Duration.ofHours(2),
        new RetryPolicy(3, Duration.ofMinutes(10)));
  }

  /** Keys of submissions with consent, released an hour ago. */
  void submit(int count) {
    for (int i = 0; i < count; i++) {
      submitUsedFrom(intervalOf(clock.instant()) - 144 - 12 - 6);
    }
  }

  /** A key that was used for a day from then on. */
  void submitUsedFrom(int rollingStart) {
    made++;
    database.execute(
        "insert into federation_upload_key values (decode(lpad(md5('%d'), 32, '0'), 'hex'), %d, 144, 5, -2, 1, 'DE', 'DE,FR', %d)"
            .formatted(made, rollingStart, clock.instant().getEpochSecond() / 3600));
  }

  static int intervalOf(Instant time) {
    return (int) (time.getEpochSecond() / 600);
  }

  Uploads uploads() {
    return uploads(() -> Optional.of(new Uploads.Means(policy, gateway, signingKey)));
  }

  Uploads uploads(Supplier<Optional<Uploads.Means>> means) {
    return new Uploads(database, clock, SCHEDULER, metrics, Duration.ZERO, means);
  }

  UploadResult run() {
    return uploads().run();
  }

  UploadResult runAfter(Duration time) {
    clock.set(clock.instant().plus(time));
    return run();
  }

  /** How many keys are in a state. */
  int keys(String state) {
    return database.number(
        "select count(*) from federation_outgoing_key where state = '" + state + "'");
  }

  /** How many batches are in a state. */
  int batches(String state) {
    return database.number(
        "select count(*) from federation_upload_batch where state = '" + state + "'");
  }
}
