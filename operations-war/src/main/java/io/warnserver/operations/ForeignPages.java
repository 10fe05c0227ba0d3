package io.warnserver.operations;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Refuses what a page of another site has an operator's browser send, with the login that it
 * remembers. Browsers say where a request comes from; and no foreign page can send a header of its
 * own without asking first, which nothing here answers. So {@code X-Requested-By} is demanded of
 * what changes something, whatever its value.
 */
@Provider
@Priority(Priorities.AUTHENTICATION)
public class ForeignPages implements ContainerRequestFilter {

  /** The methods that change nothing. */
  static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

  @Override
  public void filter(ContainerRequestContext request) {
    refusal(request.getMethod(), request::getHeaderString)
        .ifPresent(refusal -> Refusals.OF_SERVER.refuse(request, refusal));
  }

  /**
   * Why a request is refused, if it is.
   *
   * @param header gives the value of a header; {@code null} where it was not sent
   */
  static Optional<Refusal> refusal(String method, UnaryOperator<String> header) {
    String origin = header.apply("Origin");
    String site = header.apply("Sec-Fetch-Site");
    boolean isForeign = origin != null && !isOf(header.apply(HttpHeaders.HOST), origin);
    if (isForeign || (site != null && !OWN_SITE.contains(site))) {
      return Optional.of(Refusal.FOREIGN_PAGE);
    }
    String requestedBy = header.apply("X-Requested-By");
    boolean isMarked = requestedBy != null && !requestedBy.isBlank();
    return READING.contains(method) || isMarked
        ? Optional.empty()
        : Optional.of(Refusal.NO_REQUESTED_BY);
  }

  /** Whether a page of that origin was loaded from this host and port. */
  private static boolean isOf(String host, String origin) {
    return host != null
        && (origin.equalsIgnoreCase("https://" + host)
            || origin.equalsIgnoreCase("http://" + host));
  }
}
