package io.warnserver.operations;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.SecurityContext;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.security.Principal;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may call what. */
class DeclaredRolesTest {

  private static final String WEB_XML = "src/main/webapp/WEB-INF/web.xml";

  @Test
  void everyMethod_isDeclaredForSomebody() {
    assertThat(methods()).hasSizeGreaterThan(10);
    assertThat(methods().filter(method -> !isForSomebody(Access.to(method))).map(this::nameOf))
        .isEmpty();
  }

  @Test
  void healthAlone_isForEverybody() {
    assertThat(methods().filter(method -> Access.to(method).everybody()).map(this::nameOf))
        .containsExactlyInAnyOrder("HealthResource.live", "HealthResource.ready");
  }

  @Test
  void metricsAlone_areForMonitors() {
    assertThat(
            methods()
                .filter(method -> Access.to(method).roles().contains(Roles.MONITOR))
                .map(this::nameOf))
        .containsExactly("MetricsResource.metrics");
  }

  @Test
  void everythingElse_isForOperators() {
    assertThat(
            methods()
                .filter(method -> !Access.to(method).everybody())
                .map(method -> Access.to(method).roles()))
        .allMatch(roles -> roles.contains(Roles.OPERATOR));
  }

  /** A resource that is not listed is nowhere. */
  @Test
  void everyResource_isOnTheListOfTheListener() throws Exception {
    String beginnings =
        resources()
            .map(type -> "/" + type.getAnnotation(Path.class).value().split("/", 2)[0])
            .distinct()
            .sorted()
            .collect(Collectors.joining(" "));

    assertThat(Files.readString(java.nio.file.Path.of(WEB_XML)))
        .contains("<param-value>" + beginnings + "</param-value>");
  }

  @Test
  void methodWithoutAnnotation_isForNobody() throws Exception {
    Access access = Access.to(Undeclared.class.getDeclaredMethod("nothing"));

    assertThat(access.refusal(caller("operator", "monitor"))).contains(Refusal.ROLE);
    assertThat(access.refusal(nobody())).contains(Refusal.NO_LOGIN);
  }

  @Test
  void methodsAnnotation_countsMoreThanItsClasss() throws Exception {
    assertThat(Access.to(Declared.class.getDeclaredMethod("open")).everybody()).isTrue();
    assertThat(Access.to(Declared.class.getDeclaredMethod("closed")).roles()).isEmpty();
    assertThat(Access.to(Declared.class.getDeclaredMethod("asTheClass")).roles())
        .containsExactly("operator");
    assertThat(Access.to(Declared.class.getDeclaredMethod("contradiction")))
        .isEqualTo(new Access(false, Set.of("monitor")));
  }

  @Test
  void caller_needsALoginAndOneOfTheRoles() {
    Access access = new Access(false, Set.of("operator", "monitor"));

    assertThat(access.refusal(caller("monitor"))).isEmpty();
    assertThat(access.refusal(caller("other"))).contains(Refusal.ROLE);
    assertThat(access.refusal(nobody())).contains(Refusal.NO_LOGIN);
    assertThat(access.refusal(null)).contains(Refusal.NO_LOGIN);
    assertThat(new Access(true, Set.of()).refusal(nobody())).isEmpty();
  }

  @Test
  void detail_isForThoseWithARole() {
    assertThat(Roles.isKnown(caller("operator"))).isTrue();
    assertThat(Roles.isKnown(caller("monitor"))).isTrue();
    assertThat(Roles.isKnown(caller("other"))).isFalse();
    assertThat(Roles.isKnown(nobody())).isFalse();
  }

  private static boolean isForSomebody(Access access) {
    return access.everybody() || !access.roles().isEmpty();
  }

  private static Stream<Class<?>> resources() {
    return new OperationsApplication()
        .getClasses().stream().filter(type -> type.isAnnotationPresent(Path.class));
  }

  private static Stream<Method> methods() {
    return resources()
        .flatMap(type -> Arrays.stream(type.getMethods()))
        .filter(
            method ->
                Arrays.stream(method.getAnnotations())
                    .anyMatch(a -> a.annotationType().isAnnotationPresent(HttpMethod.class)));
  }

  private String nameOf(Method method) {
    return method.getDeclaringClass().getSimpleName() + "." + method.getName();
  }

  private static SecurityContext nobody() {
    return context(null, List.of());
  }

  private static SecurityContext caller(String... roles) {
    return context(() -> "somebody", List.of(roles));
  }

  private static SecurityContext context(Principal principal, List<String> roles) {
    return (SecurityContext)
        Proxy.newProxyInstance(
            DeclaredRolesTest.class.getClassLoader(),
            new Class<?>[] {SecurityContext.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getUserPrincipal" -> principal;
                  case "isUserInRole" -> new TreeSet<>(roles).contains(arguments[0]);
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  static final class Undeclared {

    void nothing() {}
  }

  @RolesAllowed("operator")
  static final class Declared {

    @PermitAll
    void open() {}

    @DenyAll
    void closed() {}

    void asTheClass() {}

    @PermitAll
    @RolesAllowed("monitor")
    void contradiction() {}
  }
}
