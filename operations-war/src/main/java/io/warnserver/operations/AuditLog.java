package io.warnserver.operations;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One line for each thing that somebody was allowed to change: who, what, and how it ended. */
@Provider
public class AuditLog implements ContainerResponseFilter {

  private static final Logger LOG = Logger.getLogger("io.warnserver.operations.audit");

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (request.getProperty(DeclaredRoles.ALLOWED) != null
        && !ForeignPages.READING.contains(request.getMethod())) {
      LOG.log(
          Level.INFO,
          "{0}: {1} {2}: {3}",
          new Object[] {
            request.getSecurityContext().getUserPrincipal().getName(),
            request.getMethod(),
            pathOf(request),
            String.valueOf(response.getStatus())
          });
    }
  }

  /** Below /operations, without a slash first: RESTEasy has one, Jersey none. */
  private static String pathOf(ContainerRequestContext request) {
    String path = request.getUriInfo().getPath();
    return path.startsWith("/") ? path.substring(1) : path;
  }
}
