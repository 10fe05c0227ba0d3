package io.warnserver.submission;

import static io.warnserver.submission.Samples.NOW;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.warnserver.settings.SettingsReader;
import io.warnserver.submission.SubmitKeys.Answer;
import io.warnserver.submission.TakeSubmission.Patience;
import io.warnserver.submission.tan.TanHashKeySource;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Everything behind the HTTP edge, with a scripted verification server and database. */
final class TestSubmissions implements AutoCloseable {

  static final Duration STEP = Duration.ofMillis(100);

  /** Longer than any test. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  final ScriptedVerifier verifier = new ScriptedVerifier();
  final RememberingStore store = new RememberingStore();
  final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  final TanHashKeySource hashKeys = new TanHashKeySource(TestSubmissions::hashKeySettings);
  private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
  final LateVerdicts late = new LateVerdicts(store);
  final SubmitKeys submitKeys;
  volatile boolean outage;

  TestSubmissions() {
    this(Map.of());
  }

  TestSubmissions(Map<String, String> settings) {
    this(settings, PATIENCE);
  }

  /** A request with the same TAN counts as dead soon. */
  static TestSubmissions impatient() {
    return new TestSubmissions(Map.of(), Duration.ofMillis(500));
  }

  private TestSubmissions(Map<String, String> settings, Duration patience) {
    SubmissionSettings read = Samples.settings(settings);
    Random random = new Random(42);
    TakeSubmission takeSubmission =
        new TakeSubmission(
            hashKeys,
            verifier,
            store,
            new KeyPadding(read.paddingFactor(), random),
            scheduler,
            new Patience(Duration.ofMillis(5), patience),
            () -> outage || verifier.asksNobody,
            late);
    submitKeys =
        new SubmitKeys(
            read,
            takeSubmission,
            () -> outage || verifier.asksNobody,
            Clock.fixed(NOW, ZoneOffset.UTC),
            random,
            new SubmissionMetrics(metrics));
  }

  private static SettingsReader hashKeySettings() {
    Map<String, String> values =
        Map.of("warn.submission.tan-hash.current.key", "0123456789abcdef0123456789abcdef");
    return new SettingsReader(name -> Optional.ofNullable(values.get(name)));
  }

  /** Waits for the answer's being known, not for its time. */
  Answer submit(boolean fake, String header, byte[] body) {
    return begin(fake, header, body).orTimeout(20, TimeUnit.SECONDS).join();
  }

  CompletableFuture<Answer> begin(boolean fake, String header, byte[] body) {
    return begin(fake, header, body, System.nanoTime());
  }

  CompletableFuture<Answer> begin(boolean fake, String header, byte[] body, long arrived) {
    return submitKeys
        .submit(fake, Optional.ofNullable(header), body, arrived)
        .toCompletableFuture();
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }
}
