package io.warnserver.operations;

import io.warnserver.distribution.DistributionTimer;
import io.warnserver.distribution.RunResult;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** The distribution, for operators. */
@Path("distribution")
@RequestScoped
@RolesAllowed(Roles.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
public class DistributionRunsResource {

  @EJB private DistributionTimer distribution;

  /**
   * Starts a run and answers when it has ended: 200, 409 if another one is under way or publishing
   * is paused, 500 if it failed.
   */
  @POST
  @Path("runs")
  public Response run() {
    RunResult result = distribution.runNow();
    return ResultAnswers.ofRun(result.outcome(), RunAnswer.of(result));
  }

  /** How the last run of this instance went; 404 before the first. */
  @GET
  @Path("runs/last")
  public Response last() {
    return ResultAnswers.ofLast(distribution.lastResult().map(RunAnswer::of));
  }

  /** Stops publishing on all instances; submissions go on. */
  @POST
  @Path("pause")
  public Response pause() {
    distribution.pause();
    return Response.noContent().build();
  }

  /** Lets publishing go on; the next run makes up for the hours that have passed. */
  @POST
  @Path("resume")
  public Response resume() {
    distribution.resume();
    return Response.noContent().build();
  }
}
