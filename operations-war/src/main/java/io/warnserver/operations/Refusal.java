package io.warnserver.operations;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.Map;

/** Why a request to operations is not let in. */
enum Refusal {
  /** It has no login where one is needed. */
  NO_LOGIN(401, "this needs a login"),
  /** The container does not know the login. The container answers. */
  WRONG_LOGIN(401, "name or password is wrong"),
  /** The login is not in a role for this. */
  ROLE(403, "the login's role does not allow this"),
  /** A page of another site sent it, with a login that the browser remembered. */
  FOREIGN_PAGE(403, "a page of another site must not ask this"),
  /** It changes something and lacks what a page of another site cannot send. */
  NO_REQUESTED_BY(403, "a request that changes something needs the header X-Requested-By");

  /** How a login is asked for. */
  static final String CHALLENGE = "Basic realm=\"file\", charset=\"UTF-8\"";

  private final int status;
  private final String reason;

  Refusal(int status, String reason) {
    this.status = status;
    this.reason = reason;
  }

  /** For metrics: a word. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** For people. */
  String reason() {
    return reason;
  }

  /** Nothing of the request is in it. */
  Response answer() {
    return Response.status(status)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(Map.of("reason", reason))
        // Null leaves the header out.
        .header(HttpHeaders.WWW_AUTHENTICATE, status == 401 ? CHALLENGE : null)
        .build();
  }
}
