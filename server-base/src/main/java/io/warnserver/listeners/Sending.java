package io.warnserver.listeners;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An answer on its way: the container says when the client takes it, then the request ends. A
 * client that has gone is nobody's failure, and leaves no line in the log.
 *
 * <p>Payara closes a connection after its last answer, and goes on with whatever had come behind
 * the request: on the thread that ended it, into the closed connection, at the memory's cost for as
 * long as that takes. {@link #isBehindTheLast()} tells that nobody waits for such an answer.
 */
final class Sending implements WriteListener {

  static final byte[] EMPTY = {};

  private static final ThreadLocal<Boolean> ENDING_THE_LAST = new ThreadLocal<>();

  private final HttpServletResponse response;
  private final byte[] body;
  private final Runnable completion;
  private final AtomicBoolean ended = new AtomicBoolean();
  private ServletOutputStream out;
  private boolean written;

  /**
   * @param context of a request of whose answer the headers are set
   * @param body of the answer; not changed any more
   * @param completion ends the request; it sends what has not been sent, and no more than a head
   */
  Sending(AsyncContext context, byte[] body, Runnable completion) {
    this.response = BufferedAnswer.leaving(context);
    this.body = body;
    this.completion = completion;
  }

  /** Sends; returns at once. */
  void begin() {
    try {
      out = response.getOutputStream();
      out.setWriteListener(this);
    } catch (IOException | IllegalStateException e) {
      giveUp();
    }
  }

  @Override
  public void onWritePossible() {
    try {
      if (!written) {
        written = true;
        if (body.length > 0) {
          out.write(body);
        }
      }
      if (out.isReady()) {
        end(isLast());
      }
    } catch (IOException e) {
      giveUp();
    }
  }

  private boolean isLast() {
    return "close".equals(response.getHeader("Connection"));
  }

  @Override
  public void onError(Throwable failure) {
    giveUp();
  }

  /** Whether the request has ended. */
  boolean isEnded() {
    return ended.get();
  }

  /** Ends the request of a client that does not take its answer; once. */
  void giveUp() {
    end(true);
  }

  private void end(boolean last) {
    if (ended.compareAndSet(false, true)) {
      if (last) {
        ENDING_THE_LAST.set(true);
      }
      try {
        completion.run();
      } catch (IllegalStateException e) {
        // The container has ended it already.
        return;
      } finally {
        ENDING_THE_LAST.remove();
      }
    }
  }

  /** Whether a request that arrives on this thread has come behind the last of its connection. */
  static boolean isBehindTheLast() {
    return ENDING_THE_LAST.get() != null;
  }
}
