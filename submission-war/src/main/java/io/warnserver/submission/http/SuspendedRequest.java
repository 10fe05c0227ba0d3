package io.warnserver.submission.http;

import io.warnserver.listeners.Answers;
import io.warnserver.submission.base.Outcome;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.Response;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A request that JAX-RS has suspended. It is answered once, with a status without an entity, when
 * the client is ready to take it: JAX-RS alone would have a thread wait for that.
 */
record SuspendedRequest(AsyncContext context, AsyncResponse response, Answers answers) {

  private static final Logger LOG = Logger.getLogger(SuspendedRequest.class.getName());

  /** Without a limit of time: every way through this ends by itself. */
  SuspendedRequest {
    context.setTimeout(0);
  }

  /** Answers now; on a thread of {@link Answers}. */
  void answer(Outcome outcome) {
    answer(outcome, resume -> answers.send(context, resume));
  }

  /** Answers after a tenth of a second: what is known at once. */
  void answerPaced(Outcome outcome) {
    answer(outcome, resume -> answers.sendPaced(context, resume));
  }

  /** Answers although more of the body may come. */
  void refuse(Outcome outcome, RequestBody body) {
    if (body.isOver()) {
      answerPaced(outcome);
    } else {
      answer(outcome, resume -> answers.refuse(context, body::leaveTo, resume));
    }
  }

  private void answer(Outcome outcome, Consumer<Runnable> way) {
    Response answer = Response.status(outcome.status()).build();
    try {
      outcome.writeTo((HttpServletResponse) context.getResponse());
      way.accept(() -> response.resume(answer));
    } catch (IllegalStateException e) {
      LOG.log(Level.FINE, "The client has gone, and the container has ended this already", e);
    }
  }
}
