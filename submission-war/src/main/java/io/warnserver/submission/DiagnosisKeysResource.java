package io.warnserver.submission;

import io.warnserver.submission.SubmitKeys.Answer;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Where apps hand in diagnosis keys, real and fake (submission protocol, "Request"). Both take the
 * same way through this class.
 */
@Path("diagnosis-keys")
@RequestScoped
public class DiagnosisKeysResource {

  private static final String FAKE = "cwa-fake";
  private static final String AUTHORIZATION = "cwa-authorization";
  private static final int RETRY_AFTER_SECONDS = 30;

  @Inject private SubmissionBeans beans;
  @Resource private ManagedScheduledExecutorService scheduler;

  /**
   * One submission. The answer is a status without a body; no thread waits for its time to come.
   */
  @POST
  @Consumes("application/x-protobuf")
  public void submit(
      @Context HttpHeaders headers, InputStream body, @Suspended AsyncResponse response) {
    if (!beans.inFlight().enter()) {
      // Before anything of the request is looked at: real and fake alike.
      beans.metrics().refused("InFlight");
      response.resume(answer(Outcome.UNAVAILABLE));
      return;
    }
    try {
      takeIn(headers, body, response);
    } catch (RuntimeException e) {
      beans.inFlight().leave();
      throw e;
    }
  }

  private void takeIn(HttpHeaders headers, InputStream body, AsyncResponse response) {
    Optional<Boolean> fake = fake(headers);
    if (fake.isEmpty()) {
      beans.metrics().refused("FakeHeader");
      end(response, Outcome.REFUSED);
      return;
    }
    Optional<byte[]> bytes;
    try {
      bytes = read(body, headers.getLength());
    } catch (InterruptedIOException e) {
      beans.metrics().refused("BodyInTime");
      end(response, Outcome.TOO_SLOW);
      return;
    } catch (IOException e) {
      beans.metrics().refused("BodyReadable");
      end(response, Outcome.REFUSED);
      return;
    }
    if (bytes.isEmpty()) {
      beans.metrics().refused("BodySize");
      end(response, Outcome.TOO_LARGE);
      return;
    }
    long arrived = System.nanoTime();
    beans
        .submitKeys()
        .submit(fake.get(), single(headers, AUTHORIZATION), bytes.get(), arrived)
        .whenComplete((answer, failure) -> later(response, fake.get(), arrived, answer));
  }

  private Optional<byte[]> read(InputStream body, int announced) throws IOException {
    long begin = System.nanoTime();
    long limit = beans.settings().bodyTimeout().toNanos();
    return BoundedBody.read(
        body, announced, beans.settings().maxBodyBytes(), () -> System.nanoTime() - begin > limit);
  }

  /** Real or fake, at once or later: every answer to a body that could be read leaves here. */
  private void later(AsyncResponse response, boolean fake, long arrived, Answer answer) {
    // Without an answer something failed that nobody has thought of.
    Outcome outcome = answer == null ? Outcome.UNAVAILABLE : answer.outcome();
    Duration after = answer == null ? Duration.ZERO : answer.after();
    beans.metrics().answered(fake, outcome);
    long wait = after.toNanos() - (System.nanoTime() - arrived);
    if (wait <= 0) {
      end(response, outcome);
    } else {
      var unused = scheduler.schedule(() -> end(response, outcome), wait, TimeUnit.NANOSECONDS);
    }
  }

  private void end(AsyncResponse response, Outcome outcome) {
    try {
      response.resume(answer(outcome));
    } finally {
      beans.inFlight().leave();
    }
  }

  private static Optional<Boolean> fake(HttpHeaders headers) {
    return single(headers, FAKE)
        .filter(value -> value.equals("0") || value.equals("1"))
        .map("1"::equals);
  }

  /** The header's value; several of them are joined, so that no rule takes them for one. */
  private static Optional<String> single(HttpHeaders headers, String name) {
    List<String> values = headers.getRequestHeader(name);
    return values == null || values.isEmpty()
        ? Optional.empty()
        : Optional.of(String.join(",", values));
  }

  private static Response answer(Outcome outcome) {
    Response.ResponseBuilder answer = Response.status(outcome.status());
    if (outcome == Outcome.UNAVAILABLE) {
      answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    if (outcome == Outcome.TOO_SLOW) {
      // The rest of the body may still come.
      answer.header("Connection", "close");
    }
    return answer.build();
  }
}
