package io.warnserver.local.play;

import io.warnserver.client.BaseUrl;
import io.warnserver.client.Phone;
import io.warnserver.client.RandomKeys;
import io.warnserver.client.Submission;
import io.warnserver.client.SubmissionRequest;
import io.warnserver.keys.HourNumber;
import io.warnserver.keys.IntervalNumber;
import io.warnserver.local.servers.VerificationStandIn;
import io.warnserver.protocols.keys.TemporaryExposureKey;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The phones of one hour: each gets a TAN and submits, some at the same time. */
final class Phones implements AutoCloseable {

  private static final int AT_ONCE = 8;
  private static final int TRIES = 30;

  private final Phone phone;
  private final VerificationStandIn verification;
  private final SecureRandom random = new SecureRandom();
  private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);

  Phones(URI application, VerificationStandIn verification) {
    this.phone = new Phone(BaseUrl.of(application.toString()));
    this.verification = verification;
  }

  /**
   * Sends everything that is planned, in random order.
   *
   * @param now the application's time
   * @throws PlayFailedException where an answer is not 200
   */
  void submit(HourPlan plan, Instant now) throws InterruptedException {
    List<SubmissionRequest> requests = new ArrayList<>();
    plan.real().forEach(planned -> requests.add(real(planned, now)));
    for (int i = 0; i < plan.fakes(); i++) {
      requests.add(SubmissionRequest.fake(random));
    }
    Collections.shuffle(requests, random);
    HourNumber hour = HourNumber.containing(now);
    List<Callable<Integer>> tasks = new ArrayList<>();
    requests.forEach(request -> tasks.add(() -> submit(request)));
    for (Future<Integer> answer : threads.invokeAll(tasks)) {
      try {
        if (answer.get() != 200) {
          throw new PlayFailedException(
              "a submission in the hour " + hour + " was answered with status " + answer.get());
        }
      } catch (ExecutionException e) {
        throw new PlayFailedException(
            "a submission got no answer: " + e.getCause().getMessage(), e.getCause());
      }
    }
  }

  /** Told to try again, an app does, later than this. */
  private int submit(SubmissionRequest request) throws IOException, InterruptedException {
    int status = phone.submit(request);
    for (int tries = 1; status == 503 && tries < TRIES; tries++) {
      TimeUnit.SECONDS.sleep(1);
      status = phone.submit(request);
    }
    return status;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private SubmissionRequest real(HourPlan.Planned planned, Instant now) {
    RandomKeys source = new RandomKeys(Clock.fixed(now, ZoneOffset.UTC), random);
    List<TemporaryExposureKey> keys = new ArrayList<>(source.ofPastDays(planned.pastDays()));
    if (planned.withToday()) {
      keys.add(keyOfToday(source, now));
    }
    Submission submission =
        new Submission(keys, "DE", planned.visitedCountries(), planned.consent());
    return SubmissionRequest.real(UUID.fromString(verification.freshTan()), submission, random);
  }

  /** A phone that hands out the key of the day that has begun, ends it at that moment. */
  private static TemporaryExposureKey keyOfToday(RandomKeys source, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    TemporaryExposureKey whole = source.ofDay(today);
    int interval = IntervalNumber.containing(now).value();
    int period = interval - whole.getRollingStartIntervalNumber();
    return whole.toBuilder().setRollingPeriod(Math.max(1, period)).build();
  }
}
