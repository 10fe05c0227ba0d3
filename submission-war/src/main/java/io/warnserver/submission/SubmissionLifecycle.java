package io.warnserver.submission;

import io.warnserver.health.ReachableServer;
import io.warnserver.health.ServerHealth;
import io.warnserver.parts.Part;
import io.warnserver.submission.answers.RequestsInFlight;
import io.warnserver.submission.store.JpaSubmissionStore;
import io.warnserver.submission.verification.HttpTanVerifier;
import io.warnserver.submission.verification.VerificationHealth;
import io.warnserver.submission.verification.VerificationSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Begins what happens beside the requests, and ends it all in order. */
@Part
final class SubmissionLifecycle {

  private static final Logger LOG = Logger.getLogger(SubmissionLifecycle.class.getName());
  private static final String HEALTH = "verification-server";

  private final VerificationSettings verification;
  private final HttpTanVerifier verifier;
  private final JpaSubmissionStore store;
  private final RequestsInFlight inFlight;
  private final SubmitDiagnosisKeys submitDiagnosisKeys;
  private final LateVerdicts late;
  private final Upkeep upkeep;

  @Inject
  SubmissionLifecycle(
      VerificationSettings verification,
      HttpTanVerifier verifier,
      JpaSubmissionStore store,
      RequestsInFlight inFlight,
      SubmitDiagnosisKeys submitDiagnosisKeys,
      LateVerdicts late,
      Upkeep upkeep) {
    this.verification = verification;
    this.verifier = verifier;
    this.store = store;
    this.inFlight = inFlight;
    this.submitDiagnosisKeys = submitDiagnosisKeys;
    this.late = late;
    this.upkeep = upkeep;
  }

  /**
   * When the web module begins: the parts are made here, and threads and resources are of the
   * component on whose behalf they are made. At {@code Startup} a Payara Micro was seen without
   * one.
   */
  void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
    upkeep.start();
    ServerHealth.ofServer()
        .register(
            HEALTH,
            new VerificationHealth(
                verifier,
                new ReachableServer(
                    HEALTH, verification.address(), verification.connectTimeout())));
  }

  /** A verdict that has come is spent: what was begun is finished before the application ends. */
  void stop(@Observes Shutdown event) {
    ServerHealth.ofServer().forget(HEALTH);
    inFlight.close();
    await(
        () -> inFlight.count() == 0 && submitDiagnosisKeys.unfinished() == 0 && late.open() == 0,
        VerifyAndStore.longest(verification));
    store.writeUnwritten();
    await(() -> store.unwritten() == 0, VerifyAndStore.MARGIN);
    if (store.unwritten() > 0) {
      LOG.log(
          Level.SEVERE,
          "{0} good TANs are spent and the database could not be told",
          store.unwritten());
    }
    upkeep.stop();
  }

  private static void await(BooleanSupplier end, Duration limit) {
    long began = System.nanoTime();
    while (!end.getAsBoolean() && System.nanoTime() - began < limit.toNanos()) {
      LockSupport.parkNanos(VerifyAndStore.LOOK_STEP.toNanos());
    }
  }
}
