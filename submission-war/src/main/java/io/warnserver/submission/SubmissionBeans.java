package io.warnserver.submission;

import io.micrometer.core.instrument.MeterRegistry;
import io.warnserver.database.StorageException;
import io.warnserver.health.ReachableServer;
import io.warnserver.health.ServerHealth;
import io.warnserver.listeners.Answers;
import io.warnserver.settings.SettingsReader;
import io.warnserver.submission.TakeSubmission.Patience;
import io.warnserver.submission.answers.AnswerDeadlines;
import io.warnserver.submission.store.JdbcSubmissionStore;
import io.warnserver.submission.tan.TanHashKeySource;
import io.warnserver.submission.verification.HttpTanVerifier;
import io.warnserver.submission.verification.VerificationHealth;
import io.warnserver.submission.verification.VerificationProbe;
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
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** Puts the parts together, once, when the application starts: a wrong setting stops the start. */
@ApplicationScoped
public class SubmissionBeans {

  private static final Logger LOG = Logger.getLogger(SubmissionBeans.class.getName());
  private static final String HEALTH = "verification-server";
  private static final Duration LOOK_STEP = Duration.ofMillis(100);

  private static final double NANOS = 1e9;

  /** A submission waits for so many of them, one after the other. */
  private static final int STATEMENTS = 3;

  /** What a request may take beside waiting for the verification server. */
  private static final Duration MARGIN = Duration.ofSeconds(3);

  @Inject private Clock clock;
  @Inject private MeterRegistry registry;
  @Inject private Answers answers;

  @Resource(lookup = "jdbc/warn-submission")
  private DataSource submissionRole;

  @Resource private ManagedThreadFactory container;

  private SubmissionSettings settings;
  private SubmissionMetrics metrics;
  private InFlight inFlight;
  private BodyRoom bodyRoom;
  private JdbcSubmissionStore store;
  private Duration longest;
  private SubmissionThreads threads;
  private LateVerdicts late;
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
    store =
        new JdbcSubmissionStore(
            submissionRole, threads.executor(), threads.gathering(), breakers.database(), clock);
    metrics = new SubmissionMetrics(registry);
    inFlight = new InFlight(settings.maxInFlight());
    // As much as requests in flight could hold.
    bodyRoom =
        new BodyRoom(
            (long) settings.maxInFlight()
                * Math.max(settings.maxBodyBytes() + 1, BodyReader.FIRST_BUFFER));
    metrics.show(
        "warn.submission.in.flight",
        "Requests whose body has come and that are not answered yet",
        inFlight::count);
    metrics.show(
        "warn.submission.body.room.bytes",
        "Memory that is taken for bodies that have not come in whole",
        bodyRoom::taken);
    metrics.show(
        "warn.submission.verdicts.unwritten",
        "Good TANs that the database does not know yet",
        store::unwritten);
    verifier =
        new HttpTanVerifier(verification, breakers.verification(), threads.scheduler(), registry);
    longest = verification.longest().plus(MARGIN);
    BooleanSupplier outage = () -> store.isFailing() || verifier.asksNobody();
    AnswerDeadlines deadlines =
        new AnswerDeadlines(settings.answerStep(), () -> !outage.getAsBoolean(), System::nanoTime);
    metrics.show(
        "warn.submission.served",
        "1 while submissions are served, 0 while all are told to try again",
        () -> deadlines.serves() ? 1 : 0);
    metrics.show(
        "warn.submission.answer.deadline.seconds",
        "From a request's arrival to its answer, at present",
        () -> deadlines.current().toNanos() / NANOS);
    late = new LateVerdicts(store);
    TakeSubmission takeSubmission =
        new TakeSubmission(
            hashKeys,
            verifier,
            store,
            new KeyPadding(settings.paddingFactor(), random),
            threads.scheduler(),
            new Patience(LOOK_STEP, longest),
            () -> outage.getAsBoolean() || inFlight.isClosed(),
            late);
    metrics.show(
        "warn.submission.verdicts.awaited",
        "Questions to the verification server that are not settled, although the app has been told to try again",
        late::open);
    submitKeys = new SubmitKeys(settings, takeSubmission, deadlines, clock, metrics);
    metrics.show(
        "warn.submission.unfinished",
        "Real submissions that something is still done for, answered or not",
        submitKeys::unfinished);
    upkeep =
        new Upkeep(
            store,
            new VerificationProbe(
                verifier,
                verification.probeInterval(),
                System::nanoTime,
                time -> threads.executor().execute(() -> measure(time, deadlines))),
            hashKeys,
            settings,
            threads.scheduler(),
            threads.executor());
    upkeep.start();
    metrics.show(
        "warn.submission.upkeep.age.seconds",
        "Since old records of TANs were last deleted, or keys that wait last mixed",
        () -> upkeep.age().toSeconds());
    ServerHealth.ofServer()
        .register(
            HEALTH,
            new VerificationHealth(
                verifier,
                new ReachableServer(
                    HEALTH, verification.address(), verification.connectTimeout())));
  }

  /** A verdict that has come is spent: what was begun is finished before the application ends. */
  @PreDestroy
  void stop() {
    ServerHealth.ofServer().forget(HEALTH);
    if (upkeep != null) {
      inFlight.close();
      await(
          () -> inFlight.count() == 0 && submitKeys.unfinished() == 0 && late.open() == 0, longest);
      store.writeUnwritten();
      await(() -> store.unwritten() == 0, MARGIN);
      if (store.unwritten() > 0) {
        LOG.log(
            Level.SEVERE,
            "{0} good TANs are spent and the database could not be told",
            store.unwritten());
      }
      upkeep.stop();
      threads.close();
      verifier.close();
    }
  }

  /** The verification server took that long; how long would a submission take? */
  private void measure(Duration verification, AnswerDeadlines deadlines) {
    try {
      deadlines.took(store.trial().multipliedBy(STATEMENTS).plus(verification));
    } catch (StorageException e) {
      LOG.log(Level.FINE, "The database fails, which the store remembers", e);
    }
  }

  private static void await(BooleanSupplier end, Duration limit) {
    long began = System.nanoTime();
    while (!end.getAsBoolean() && System.nanoTime() - began < limit.toNanos()) {
      LockSupport.parkNanos(LOOK_STEP.toNanos());
    }
  }

  SubmissionSettings settings() {
    return settings;
  }

  Answers answers() {
    return answers;
  }

  SubmissionMetrics metrics() {
    return metrics;
  }

  InFlight inFlight() {
    return inFlight;
  }

  BodyRoom bodyRoom() {
    return bodyRoom;
  }

  ScheduledExecutorService scheduler() {
    return threads.scheduler();
  }

  SubmitKeys submitKeys() {
    return submitKeys;
  }
}
