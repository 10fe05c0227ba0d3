package io.warnserver.operations;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.core.SecurityContext;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.Set;

/**
 * Who may call a method.
 *
 * @param everybody without a login, too
 * @param roles one of them is enough; nobody may where there is none
 */
record Access(boolean everybody, Set<String> roles) {

  private static final Access NOBODY = new Access(false, Set.of());

  /** As the method's annotations say, or else its class's; nobody where neither says anything. */
  static Access to(Method method) {
    return declared(method).or(() -> declared(method.getDeclaringClass())).orElse(NOBODY);
  }

  /** Why a caller may not, if it is so. */
  Optional<Refusal> refusal(SecurityContext caller) {
    if (everybody) {
      return Optional.empty();
    }
    if (caller == null || caller.getUserPrincipal() == null) {
      return Optional.of(Refusal.NO_LOGIN);
    }
    return roles.stream().anyMatch(caller::isUserInRole)
        ? Optional.empty()
        : Optional.of(Refusal.ROLE);
  }

  /** The strictest, where there are several. */
  private static Optional<Access> declared(AnnotatedElement element) {
    RolesAllowed allowed = element.getAnnotation(RolesAllowed.class);
    if (element.isAnnotationPresent(DenyAll.class)) {
      return Optional.of(NOBODY);
    }
    if (allowed != null) {
      return Optional.of(new Access(false, Set.of(allowed.value())));
    }
    return Optional.ofNullable(element.getAnnotation(PermitAll.class))
        .map(permitted -> new Access(true, Set.of()));
  }
}
