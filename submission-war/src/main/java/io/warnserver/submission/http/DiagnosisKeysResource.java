package io.warnserver.submission.http;

import io.warnserver.listeners.Answers;
import io.warnserver.submission.RequestsInFlight;
import io.warnserver.submission.SubmissionMetrics;
import io.warnserver.submission.SubmitDiagnosisKeys;
import io.warnserver.submission.SubmitDiagnosisKeys.Answer;
import io.warnserver.submission.base.Outcome;
import io.warnserver.submission.base.RefusedException;
import io.warnserver.submission.base.SubmissionSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where apps hand in diagnosis keys, real and fake (submission protocol, "Request"). Both take the
 * same way. No thread waits for the client: the body comes in by itself, and the answer leaves at
 * its deadline.
 */
@ApplicationScoped
@Path("diagnosis-keys")
public class DiagnosisKeysResource {

  private static final String PROTOBUF = "application/x-protobuf";

  private static final Pattern MEDIA_TYPE =
      Pattern.compile(PROTOBUF + "\\s*(;.*)?", Pattern.CASE_INSENSITIVE);

  private static final Map<String, Boolean> FLAGS = Map.of("1", true, "0", false);

  @Inject private SubmitDiagnosisKeys submitDiagnosisKeys;
  @Inject private SubmissionSettings settings;
  @Inject private BodyMemory memory;
  @Inject private RequestsInFlight inFlight;
  @Inject private Answers answers;
  @Inject private SubmissionMetrics metrics;

  /**
   * Takes a request. It has no entity parameter: a thread would wait for that.
   *
   * @param fake {@code cwa-fake}: 1 for a fake request, 0 for a real one
   * @param authorization {@code cwa-authorization}: the TAN
   * @param response resumed with a status, without an entity
   */
  @POST
  @Consumes(PROTOBUF)
  public void submit(
      @Context HttpServletRequest request,
      @HeaderParam("cwa-fake") List<String> fake,
      @HeaderParam("cwa-authorization") List<String> authorization,
      @Suspended AsyncResponse response)
      throws IOException {
    SuspendedRequest suspended = new SuspendedRequest(request.getAsyncContext(), response, answers);
    RequestBody body =
        new RequestBody(
            request.getInputStream(),
            request.getContentLengthLong(),
            settings.maxBodyBytes(),
            settings.bodyTimeout(),
            memory,
            answers);
    Optional<Boolean> isFake = single(fake).map(FLAGS::get);
    if (!isProtobuf(request.getContentType())) {
      body.refuse("MediaType", Outcome.UNSUPPORTED);
    } else if (isFake.isEmpty()) {
      body.refuse("FakeHeader", Outcome.REFUSED);
    } else {
      body.read();
    }
    var unused =
        body.whole()
            .whenComplete(
                (done, refusal) -> {
                  if (refusal instanceof RefusedException refused) {
                    metrics.refused(refused.rule());
                    suspended.refuse(refused.outcome(), body);
                  } else {
                    take(suspended, isFake.get(), single(authorization), body.take());
                  }
                });
  }

  /** JAX-RS itself would answer 200. */
  @OPTIONS
  public void options() {
    throw new NotAllowedException("POST");
  }

  /** JAX-RS takes what is missing, or a wildcard, for anything. */
  private static boolean isProtobuf(String contentType) {
    return contentType != null && MEDIA_TYPE.matcher(contentType.strip()).matches();
  }

  /** Several of them are joined, so that no rule takes them for one. */
  private static Optional<String> single(List<String> values) {
    return values.isEmpty() ? Optional.empty() : Optional.of(String.join(",", values));
  }

  private void take(
      SuspendedRequest request, boolean fake, Optional<String> authorization, byte[] body) {
    if (!inFlight.enter()) {
      metrics.refused("InFlight");
      request.answerPaced(Outcome.UNAVAILABLE);
      return;
    }
    Answer answer = submitDiagnosisKeys.submit(fake, authorization, body);
    // The timer is set before it is known what is done for real ones, so that not even the setting
    // of it differs between real and fake.
    var unused =
        answers.runAt(
            answer.deadline().nanos(),
            () -> {
              Outcome outcome = answer.now();
              metrics.answered(fake, outcome);
              inFlight.leave();
              request.answer(outcome);
            });
  }
}
