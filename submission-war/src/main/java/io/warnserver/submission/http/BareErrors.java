package io.warnserver.submission.http;

import io.warnserver.submission.base.StageFailures;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Answers what the container refuses, and a defect, with a status, not a page about the server. */
@Provider
public class BareErrors implements ExceptionMapper<RuntimeException> {

  @Override
  public Response toResponse(RuntimeException exception) {
    if (exception instanceof WebApplicationException refusal) {
      Response refused = refusal.getResponse();
      // Null leaves the header out.
      Object allow = refused.getHeaders().getFirst(HttpHeaders.ALLOW);
      return Response.status(refused.getStatus()).header(HttpHeaders.ALLOW, allow).build();
    }
    return Response.status(StageFailures.defect(exception).status()).build();
  }
}
