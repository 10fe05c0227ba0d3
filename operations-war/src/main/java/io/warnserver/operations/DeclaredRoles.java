package io.warnserver.operations;

import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;

/**
 * Lets a caller use a method if the method's annotations allow it: {@code RolesAllowed} or {@code
 * PermitAll}. A method without one is for nobody. The method is the one that was chosen to answer;
 * no path is compared, so none can be written in another way.
 */
@Provider
public class DeclaredRoles implements DynamicFeature {

  /** A property of requests: the method was allowed to the caller. */
  static final String ALLOWED = DeclaredRoles.class.getName() + ".allowed";

  @Override
  public void configure(ResourceInfo resource, FeatureContext context) {
    Access access = Access.to(resource.getResourceMethod());
    if (!access.everybody()) {
      // Before Payara Server, which would let the container ask for a login.
      context.register(new Check(access, Refusals.OF_SERVER), Priorities.AUTHORIZATION - 1);
    }
  }

  /** Of one method. */
  record Check(Access access, Refusals refusals) implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
      access
          .refusal(request.getSecurityContext())
          .ifPresentOrElse(
              refusal -> refusals.refuse(request, refusal),
              () -> request.setProperty(ALLOWED, true));
    }
  }
}
