package io.warnserver.submission;

import io.warnserver.listeners.UnreadBody;
import io.warnserver.submission.SubmitKeys.Answer;
import io.warnserver.submission.answers.Outcome;
import io.warnserver.submission.verification.StageFailures;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One request from when its body begins to come until its answer leaves. It is answered once,
 * whichever comes first: what was done for it, or the end of the time that a body may take.
 */
final class Exchange implements BodyReader.Receiver {

  private static final Logger LOG = Logger.getLogger(Exchange.class.getName());
  private static final String GONE = "Nobody is there to be answered";

  private final SubmissionBeans beans;
  private final boolean fake;
  private final Optional<String> authorization;
  private final BodyRoom.Place place;
  private final AtomicBoolean bodyEnded = new AtomicBoolean();
  private AsyncContext context;
  private BodyReader reader;
  private UnreadBody rest;
  private volatile Future<?> timeout;

  /**
   * @param fake what the client says
   * @param authorization {@code cwa-authorization}, if sent
   */
  Exchange(SubmissionBeans beans, boolean fake, Optional<String> authorization) {
    this.beans = beans;
    this.fake = fake;
    this.authorization = authorization;
    this.place = beans.bodyRoom().newPlace(() -> beans.answers().run(this::tooMuch));
  }

  /**
   * Begins to read; returns at once. Whoever gives way to others meanwhile does so afterwards.
   *
   * @return false, and nothing has happened, where there is no room for the body's first buffer
   */
  synchronized boolean begin(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!place.grow(BodyReader.FIRST_BUFFER)) {
      return false;
    }
    try {
      read(request, response);
      return true;
    } catch (IOException | RuntimeException e) {
      endBody();
      throw e;
    }
  }

  private void read(HttpServletRequest request, HttpServletResponse response) throws IOException {
    context = request.startAsync(request, response);
    // Every way through this class ends by itself.
    context.setTimeout(0);
    ServletInputStream body = request.getInputStream();
    reader =
        new BodyReader(body, request.getContentLengthLong(), beans.settings().maxBodyBytes(), this);
    body.setReadListener(reader);
    if (!bodyEnded.get()) {
      timeout =
          beans
              .scheduler()
              .schedule(
                  this::tooSlow, beans.settings().bodyTimeout().toNanos(), TimeUnit.NANOSECONDS);
      cancelTimeout();
    }
  }

  @Override
  public void whole(byte[] bytes) {
    if (!endBodyOrRest()) {
      return;
    }
    if (!beans.inFlight().enter()) {
      beans.metrics().refused("InFlight");
      end(Outcome.UNAVAILABLE);
      return;
    }
    Answer answer;
    try {
      answer = beans.submitKeys().submit(fake, authorization, bytes);
    } catch (RuntimeException e) {
      beans.inFlight().leave();
      end(unexpected(e));
      return;
    }
    // The timer is set before it is known what is done for real ones, so that not even the setting
    // of it differs between real and fake.
    var unused =
        beans
            .scheduler()
            .schedule(
                () -> beans.answers().run(() -> answer(answer)),
                answer.deadline().nanos() - System.nanoTime(),
                TimeUnit.NANOSECONDS);
  }

  /** A defect. Not its message, which may repeat what the client sent. */
  private static Outcome unexpected(Throwable failure) {
    Throwable defect = StageFailures.causeOf(failure);
    StackTraceElement[] trace = defect.getStackTrace();
    LOG.log(
        Level.SEVERE,
        "A submission failed unexpectedly: {0} at {1}",
        new Object[] {defect.getClass().getName(), trace.length == 0 ? "?" : trace[0]});
    return Outcome.FAILED;
  }

  @Override
  public void tooLarge() {
    refuse("BodySize", Outcome.TOO_LARGE);
  }

  @Override
  public boolean mayGrow(int bytes) {
    return place.grow(bytes);
  }

  @Override
  public void tooMuch() {
    refuse("BodyRoom", Outcome.UNAVAILABLE);
  }

  @Override
  public void broken() {
    if (endBodyOrRest()) {
      beans.metrics().refused("BodyReadable");
      end(Outcome.REFUSED);
    }
  }

  /** On another thread: this one tells the time. */
  private void tooSlow() {
    beans.answers().run(() -> refuse("BodyInTime", Outcome.TOO_SLOW));
  }

  /** Answers, although more may come. */
  private synchronized void refuse(String rule, Outcome outcome) {
    if (!endBody()) {
      return;
    }
    beans.metrics().refused(rule);
    if (!UnreadBody.matters((HttpServletRequest) context.getRequest())) {
      end(outcome);
      return;
    }
    try {
      UnreadBody unread = new UnreadBody(context);
      outcome.writeTo((HttpServletResponse) context.getResponse());
      unread.prepare();
      unread.answer();
      // From here on the body's end is the request's.
      rest = unread;
      reader.leaveTo(unread);
      unread.endLater(beans.scheduler());
    } catch (IOException | IllegalStateException | RejectedExecutionException e) {
      LOG.log(Level.FINE, GONE, e);
      end(outcome);
    }
  }

  /** Whether nothing had become of the body before; where it had, nothing more comes. */
  private synchronized boolean endBodyOrRest() {
    boolean first = endBody();
    if (rest != null) {
      rest.giveUp();
    }
    return first;
  }

  /** Whether nothing had become of the body before. */
  private boolean endBody() {
    boolean first = bodyEnded.compareAndSet(false, true);
    cancelTimeout();
    place.leave();
    return first;
  }

  /** Called on both sides of a race, so that one of them finds the other's doing. */
  private void cancelTimeout() {
    Future<?> set = timeout;
    if (set != null && bodyEnded.get()) {
      set.cancel(false);
    }
  }

  /** The end of a request that was in flight. */
  private void answer(Answer answer) {
    Outcome outcome = outcome(answer);
    beans.metrics().answered(fake, outcome);
    beans.inFlight().leave();
    end(outcome, beans.answers()::send);
  }

  private static Outcome outcome(Answer answer) {
    try {
      return answer.now();
    } catch (CompletionException e) {
      return unexpected(e);
    }
  }

  private void end(Outcome outcome) {
    end(outcome, beans.answers()::sendPaced);
  }

  private void end(Outcome outcome, Consumer<AsyncContext> way) {
    try {
      outcome.writeTo((HttpServletResponse) context.getResponse());
      way.accept(context);
    } catch (IllegalStateException e) {
      // The client has gone, and the container has ended this already.
      LOG.log(Level.FINE, GONE, e);
    }
  }
}
