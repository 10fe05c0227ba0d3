package io.warnserver.operations;

import io.warnserver.distribution.DistributionTimer;
import io.warnserver.distribution.RunResult;
import io.warnserver.distribution.revocation.PackageRevocations;
import io.warnserver.distribution.revocation.Revocation;
import io.warnserver.distribution.revocation.RevocationRefusedException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes back what was published, for operators. */
@Path("distribution/revocations")
@RequestScoped
@RolesAllowed(Roles.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
public class RevocationsResource {

  @EJB private PackageRevocations revocations;
  @EJB private DistributionTimer distribution;

  /**
   * Writes an order down, starts a run and answers when that has ended: 200 if the revocation is
   * complete, 202 if it is written down and a later run must complete it, 400 if it is no order,
   * 404 if there is no such package, 409 if not all of the keys are in it.
   */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response revoke(InputStream body) throws IOException {
    long number;
    try {
      number = revocations.order(RevocationBody.parse(body));
    } catch (RevocationBody.MalformedException e) {
      return refused(Response.Status.BAD_REQUEST, e);
    } catch (RevocationRefusedException e) {
      return switch (e.reason()) {
        case NO_SUCH_PACKAGE -> refused(Response.Status.NOT_FOUND, e);
        case KEYS_NOT_IN_PACKAGE -> refused(Response.Status.CONFLICT, e);
      };
    }
    RunResult run = distribution.runNow();
    Revocation revocation =
        revocations.all().stream().filter(one -> one.number() == number).findAny().orElseThrow();
    boolean complete = revocation.state() == Revocation.State.COMPLETE;
    return Response.status(complete ? Response.Status.OK : Response.Status.ACCEPTED)
        .entity(RevocationAnswer.of(revocation, Optional.of(RunAnswer.of(run))))
        .build();
  }

  /** All orders that are remembered, the oldest first. */
  @GET
  public List<RevocationAnswer> all() {
    return revocations.all().stream()
        .map(revocation -> RevocationAnswer.of(revocation, Optional.empty()))
        .toList();
  }

  private static Response refused(Response.Status status, Exception why) {
    return Response.status(status).entity(Map.of("reason", why.getMessage())).build();
  }
}
