package io.warnserver.operations;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Answers what the container refuses, and a defect of this server, with the status alone: a page of
 * the server's would tell its name, its version and more. The defect is in the log.
 */
@Provider
public class BareErrors implements ExceptionMapper<RuntimeException> {

  private static final Logger LOG = Logger.getLogger(BareErrors.class.getName());

  @Override
  public Response toResponse(RuntimeException exception) {
    if (exception instanceof WebApplicationException refusal) {
      Response refused = refusal.getResponse();
      // Null leaves the header out.
      Object allow = refused.getHeaders().getFirst(HttpHeaders.ALLOW);
      return Response.status(refused.getStatus()).header(HttpHeaders.ALLOW, allow).build();
    }
    LOG.log(Level.SEVERE, "An operation failed unexpectedly", exception);
    return Response.serverError().build();
  }
}
