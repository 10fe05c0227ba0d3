package io.warnserver.submission;

import static io.warnserver.submission.base.Samples.NOW;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.warnserver.settings.SettingsReader;
import io.warnserver.submission.SubmitDiagnosisKeys.Answer;
import io.warnserver.submission.base.Outcome;
import io.warnserver.submission.base.Samples;
import io.warnserver.submission.base.SubmissionSettings;
import io.warnserver.submission.base.SubmissionThreads;
import io.warnserver.submission.payload.KeyPadding;
import io.warnserver.submission.payload.PayloadParser;
import io.warnserver.submission.tan.TanHashKeys;
import io.warnserver.submission.verification.VerificationSettings;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Everything behind the HTTP edge, with a scripted verification server and database. */
final class TestSubmissions implements AutoCloseable {

  /** Longer than any test. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  final ScriptedVerifier verifier = new ScriptedVerifier();
  final RememberingStore store = new RememberingStore();
  final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  final TanHashKeys hashKeys = new TanHashKeys(TestSubmissions::hashKeySettings);
  private final SubmissionThreads threads = new SubmissionThreads(Executors.defaultThreadFactory());
  final AnswerDeadlines deadlines;
  final VerifyAndStore verifyAndStore;
  final SubmitDiagnosisKeys submitKeys;
  volatile boolean outage;

  TestSubmissions() {
    this(Map.of());
  }

  TestSubmissions(Map<String, String> settings) {
    this(settings, PATIENCE);
  }

  /** Answers leave after this, if all goes well. */
  static TestSubmissions answeringAfter(Duration step) {
    return new TestSubmissions(Map.of("warn.submission.answer-step", step.toString()), PATIENCE);
  }

  /** A request with the same TAN counts as dead soon. */
  static TestSubmissions impatient() {
    return new TestSubmissions(Map.of(), Duration.ofMillis(500));
  }

  private TestSubmissions(Map<String, String> settings, Duration patience) {
    Map<String, String> all = new HashMap<>(settings);
    all.putIfAbsent("warn.submission.answer-step", "PT1M");
    SubmissionSettings read = Samples.settings(all);
    Random random = new Random(42);
    SubmissionMetrics counted = new SubmissionMetrics(metrics);
    deadlines =
        new AnswerDeadlines(
            read.answerStep(), () -> !outage && !verifier.asksNobody, System::nanoTime);
    verifyAndStore =
        new VerifyAndStore(
            hashKeys,
            verifier,
            store,
            new KeyPadding(read.paddingFactor(), random),
            deadlines,
            counted,
            threads,
            verification(patience));
    submitKeys =
        new SubmitDiagnosisKeys(
            new PayloadParser(read),
            verifyAndStore,
            deadlines,
            Clock.fixed(NOW, ZoneOffset.UTC),
            counted);
  }

  /** Of which nothing counts but how long a request with the same TAN is waited for. */
  private static VerificationSettings verification(Duration patience) {
    Duration late = patience.minus(VerifyAndStore.MARGIN);
    return new VerificationSettings(
        URI.create("https://verification.example"),
        Duration.ZERO,
        Duration.ZERO,
        late,
        Duration.ZERO,
        1,
        1,
        Optional.empty());
  }

  /** How many real ones something is still done for. */
  double unfinished() {
    return metrics.get("warn.submission.unfinished").gauge().value();
  }

  /** How many questions are not settled although the app was told to try again. */
  double late() {
    return metrics.get("warn.submission.verdicts.awaited").gauge().value();
  }

  private static SettingsReader hashKeySettings() {
    Map<String, String> values =
        Map.of("warn.submission.tan-hash.current.key", "0123456789abcdef0123456789abcdef");
    return new SettingsReader(name -> Optional.ofNullable(values.get(name)));
  }

  /** Waits until nothing more is done for it, however long after its answer that may be. */
  Outcome submit(boolean fake, String header, byte[] body) {
    return begin(fake, header, body).outcome().orTimeout(20, TimeUnit.SECONDS).join();
  }

  Answer begin(boolean fake, String header, byte[] body) {
    return submitKeys.submit(fake, Optional.ofNullable(header), body);
  }

  @Override
  public void close() {
    threads.close();
  }
}
