package io.warnserver.operations;

import io.warnserver.leases.RunOutcome;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** How runs went, as answers. */
final class ResultAnswers {

  private ResultAnswers() {}

  /** Of a run that has ended: 200, 409 if it did not begin, 500 if it failed. */
  static Response ofRun(RunOutcome outcome, Object result) {
    int status =
        switch (outcome) {
          case COMPLETED -> 200;
          case BUSY, PAUSED, OFF -> 409;
          case FAILED -> 500;
        };
    return Response.status(status).entity(result).build();
  }

  /** Of the last run of this instance; 404 before the first. */
  static Response ofLast(Optional<?> result) {
    return result
        .map(of -> Response.ok(of).build())
        .orElseGet(() -> Response.status(Response.Status.NOT_FOUND).build());
  }
}
