package io.warnserver.operations;

import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** How the last run of this instance went. */
final class LastResult {

  private LastResult() {}

  /** 404 before the first. */
  static Response answer(Optional<?> result) {
    return result
        .map(of -> Response.ok(of).build())
        .orElseGet(() -> Response.status(Response.Status.NOT_FOUND).build());
  }
}
