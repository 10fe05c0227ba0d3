package io.warnserver.operations;

import io.warnserver.time.MovableClock;
import io.warnserver.time.ServerClock;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** The clock of development mode; in production mode there is nothing here. */
@Path("clock")
@RequestScoped
@RolesAllowed(Roles.OPERATOR)
@Produces(MediaType.TEXT_PLAIN)
public class ClockResource {

  @Inject private ServerClock serverClock;

  /** The server's time, as an ISO 8601 instant. */
  @GET
  public String time() {
    return movable().instant().toString();
  }

  /** Moves the clock; it goes on from there. */
  @PUT
  @Consumes(MediaType.TEXT_PLAIN)
  public Response move(String time) {
    MovableClock clock = movable();
    try {
      clock.moveTo(Instant.parse(time.strip()));
      return Response.noContent().build();
    } catch (DateTimeParseException e) {
      return Response.status(Response.Status.BAD_REQUEST)
          .entity("the body must be an ISO 8601 instant such as 2026-11-09T12:00:00Z")
          .build();
    }
  }

  /** Back to the machine's time. */
  @DELETE
  public Response release() {
    movable().release();
    return Response.noContent().build();
  }

  private MovableClock movable() {
    return serverClock.movable().orElseThrow(NotFoundException::new);
  }
}
