package io.warnserver.submission.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.warnserver.listeners.Answers;
import io.warnserver.parts.Part;
import io.warnserver.submission.base.SubmissionSettings;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/** The bodies that come in, and the bounds that all of them have. */
@Part
final class RequestBodies {

  private final SubmissionSettings settings;
  private final Answers answers;
  private final BodyMemory memory;

  @Inject
  RequestBodies(SubmissionSettings settings, Answers answers, MeterRegistry metrics) {
    this.settings = settings;
    this.answers = answers;
    // As much as requests in flight could hold.
    memory =
        new BodyMemory(
            (long) settings.maxInFlight()
                * Math.max(settings.maxBodyBytes() + 1, RequestBody.FIRST_BUFFER));
    Gauge.builder("warn.submission.body.room.bytes", memory::taken)
        .description("Memory that is taken for bodies that have not come in whole")
        .register(metrics);
  }

  /** The body of a request; nothing of it has been read. */
  RequestBody of(HttpServletRequest request) throws IOException {
    return new RequestBody(
        request.getInputStream(),
        request.getContentLengthLong(),
        settings.maxBodyBytes(),
        settings.bodyTimeout(),
        memory,
        answers);
  }
}
