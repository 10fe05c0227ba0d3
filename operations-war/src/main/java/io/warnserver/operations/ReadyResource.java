package io.warnserver.operations;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/**
 * Whether the server takes requests: it answers only once the start has brought the schema up to
 * date.
 */
@Path("ready")
@RequestScoped
@RolesAllowed(Roles.OPERATOR)
@Produces(MediaType.TEXT_PLAIN)
public class ReadyResource {

  /** 200. */
  @GET
  public String ready() {
    return "ready";
  }
}
