package io.warnserver.submission;

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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Where apps hand in diagnosis keys, real and fake (submission API). */
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
      @Context HttpHeaders headers, InputStream body, @Suspended AsyncResponse response)
      throws IOException {
    long arrived = System.nanoTime();
    Optional<Boolean> fake = fake(headers);
    if (fake.isEmpty()) {
      response.resume(answer(Outcome.REFUSED));
      return;
    }
    Optional<byte[]> bytes =
        BoundedBody.read(body, headers.getLength(), beans.settings().maxBodyBytes());
    if (bytes.isEmpty()) {
      response.resume(answer(Outcome.TOO_LARGE));
      return;
    }
    SubmitKeys.Answer answer =
        beans.submitKeys().submit(fake.get(), single(headers, AUTHORIZATION), bytes.get(), arrived);
    long wait = answer.after().toNanos() - (System.nanoTime() - arrived);
    if (wait <= 0) {
      response.resume(answer(answer.outcome()));
    } else {
      var unused =
          scheduler.schedule(
              () -> response.resume(answer(answer.outcome())), wait, TimeUnit.NANOSECONDS);
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
    return answer.build();
  }
}
