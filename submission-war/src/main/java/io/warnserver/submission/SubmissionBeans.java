package io.warnserver.submission;

import io.micrometer.core.instrument.MeterRegistry;
import io.warnserver.health.ReachableServer;
import io.warnserver.health.ServerHealth;
import io.warnserver.settings.SettingsReader;
import io.warnserver.submission.TakeSubmission.Patience;
import io.warnserver.submission.store.JdbcSubmissionStore;
import io.warnserver.submission.tan.TanHashKeySource;
import io.warnserver.submission.verification.HttpTanVerifier;
import io.warnserver.submission.verification.VerificationSettings;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import javax.sql.DataSource;

/** Puts the parts together, once, when the application starts: a wrong setting stops the start. */
@ApplicationScoped
public class SubmissionBeans {

  private static final String HEALTH = "verification-server";
  private static final Duration LOOK_STEP = Duration.ofMillis(100);

  /** What a request may take beside waiting for the verification server. */
  private static final Duration MARGIN = Duration.ofSeconds(3);

  @Inject private Clock clock;
  @Inject private MeterRegistry registry;

  @Resource(lookup = "jdbc/warn-submission")
  private DataSource submissionRole;

  @Resource private ManagedThreadFactory container;

  private SubmissionSettings settings;
  private SubmissionMetrics metrics;
  private InFlight inFlight;
  private SubmissionThreads threads;
  private SubmitKeys submitKeys;
  private HttpTanVerifier verifier;
  private Upkeep upkeep;

  void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
    SettingsReader reader = SettingsReader.ofServer();
    settings = SubmissionSettings.from(reader);
    VerificationSettings verification = VerificationSettings.from(reader);
    TanHashKeySource hashKeys = new TanHashKeySource(SettingsReader::ofServer);
    SecureRandom random = new SecureRandom();
    threads = new SubmissionThreads(container);
    Breakers breakers = Breakers.closed(registry);
    JdbcSubmissionStore store =
        new JdbcSubmissionStore(
            submissionRole, threads.executor(), breakers.database().breaker(), clock);
    metrics = new SubmissionMetrics(registry);
    inFlight = new InFlight(settings.maxInFlight());
    metrics.show(
        "warn.submission.in.flight", "Requests that are not answered yet", inFlight::count);
    metrics.show(
        "warn.submission.verdicts.unwritten",
        "Good TANs that the database does not know yet",
        store::unwritten);
    verifier = new HttpTanVerifier(verification, breakers.verification().breaker(), registry);
    TakeSubmission takeSubmission =
        new TakeSubmission(
            hashKeys,
            verifier,
            store,
            new KeyPadding(settings.paddingFactor(), random),
            threads.scheduler(),
            new Patience(
                LOOK_STEP,
                verification.connectTimeout().plus(verification.readTimeout()).plus(MARGIN)));
    submitKeys = new SubmitKeys(settings, takeSubmission, breakers::refuse, clock, random, metrics);
    upkeep =
        new Upkeep(
            store, hashKeys, settings.tanRetention(), threads.scheduler(), threads.executor());
    upkeep.start();
    ServerHealth.ofServer()
        .register(
            HEALTH,
            new ReachableServer(HEALTH, verification.address(), verification.connectTimeout()));
  }

  @PreDestroy
  void stop() {
    ServerHealth.ofServer().forget(HEALTH);
    if (upkeep != null) {
      upkeep.stop();
      threads.close();
      verifier.close();
    }
  }

  SubmissionSettings settings() {
    return settings;
  }

  SubmissionMetrics metrics() {
    return metrics;
  }

  InFlight inFlight() {
    return inFlight;
  }

  ScheduledExecutorService scheduler() {
    return threads.scheduler();
  }

  SubmitKeys submitKeys() {
    return submitKeys;
  }
}
