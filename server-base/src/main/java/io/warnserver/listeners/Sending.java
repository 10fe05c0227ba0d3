package io.warnserver.listeners;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An answer on its way: the container says when the client takes it, then the request ends. A
 * client that has gone is nobody's failure, and leaves no line in the log.
 */
final class Sending implements WriteListener {

  static final byte[] EMPTY = {};

  private final AsyncContext context;
  private final byte[] body;
  private final AtomicBoolean ended = new AtomicBoolean();
  private ServletOutputStream out;
  private boolean written;

  /**
   * @param context of a request of whose answer status and headers are set
   * @param body of the answer; not changed any more
   */
  Sending(AsyncContext context, byte[] body) {
    this.context = context;
    this.body = body;
  }

  /** Sends; returns at once. */
  void begin() {
    try {
      out = context.getResponse().getOutputStream();
      out.setWriteListener(this);
    } catch (IOException | IllegalStateException e) {
      end();
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
        end();
      }
    } catch (IOException e) {
      end();
    }
  }

  @Override
  public void onError(Throwable failure) {
    end();
  }

  /** Whether the request has ended. */
  boolean isEnded() {
    return ended.get();
  }

  /** Ends the request; once. */
  void end() {
    if (ended.compareAndSet(false, true)) {
      try {
        context.complete();
      } catch (IllegalStateException e) {
        // The container has ended it already.
        return;
      }
    }
  }
}
