package io.warnserver.operations;

import io.warnserver.health.Health;
import io.warnserver.health.ServerHealth;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Health for platforms and their probes, which have no login. WildFly does not see MicroProfile
 * Health checks in an EAR; this is the same on every server.
 *
 * <p>Everybody is permitted by the class: Payara Server takes the annotation of a method for one
 * that asks for a login.
 */
@Path("health")
@PermitAll
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class HealthResource {

  /** Whether the process is to be left alone: 200, or 503 where threads wait for each other. */
  @GET
  @Path("live")
  public Response live() {
    return answer(liveness(), List.of());
  }

  /** {@link Health.State#DOWN} where threads wait for each other for good: only a restart helps. */
  static Health.State liveness() {
    return ManagementFactory.getThreadMXBean().findDeadlockedThreads() == null
        ? Health.State.UP
        : Health.State.DOWN;
  }

  /**
   * Whether the instance is to get requests: 200 {@code up} or {@code degraded}, 503 {@code down},
   * with the state of each check. What a check found may name files and systems: that is for who
   * has a login.
   */
  @GET
  @Path("ready")
  public Response ready(@Context SecurityContext caller) {
    boolean inDetail = Roles.isKnown(caller);
    ServerHealth health = ServerHealth.ofServer();
    return answer(
        health.state(),
        health.results().stream().map(result -> Check.of(result, inDetail)).toList());
  }

  private static Response answer(Health.State state, List<Check> checks) {
    return Response.status(
            state == Health.State.DOWN ? Response.Status.SERVICE_UNAVAILABLE : Response.Status.OK)
        .entity(new Answer(word(state), checks))
        .build();
  }

  static String word(Health.State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  /** What is answered. */
  public record Answer(String state, List<Check> checks) {}

  /** What a check has found; the detail is for who has a login. */
  public record Check(String name, String state, Optional<String> detail) {

    private static Check of(Health result, boolean inDetail) {
      return new Check(
          result.name(),
          word(result.state()),
          inDetail ? Optional.of(result.detail()) : Optional.empty());
    }
  }
}
