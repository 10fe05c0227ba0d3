package io.warnserver.submission.http;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/**
 * Answers what the container refuses (method, media type, path) with the status alone, not with a
 * page about the server.
 */
@Provider
public class BareRefusals implements ExceptionMapper<WebApplicationException> {

  @Override
  public Response toResponse(WebApplicationException exception) {
    Response refused = exception.getResponse();
    Response.ResponseBuilder answer = Response.status(refused.getStatus());
    Object allow = refused.getHeaders().getFirst(HttpHeaders.ALLOW);
    return (allow == null ? answer : answer.header(HttpHeaders.ALLOW, allow)).build();
  }
}
