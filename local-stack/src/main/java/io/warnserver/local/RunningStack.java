package io.warnserver.local;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Everything that was started, to be ended once, latest first, whoever asks: the end of the run or
 * Ctrl-C.
 */
final class RunningStack implements AutoCloseable {

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private boolean closed;

  /** Takes a part that was started; ends it at once if all has been ended meanwhile. */
  synchronized <T extends AutoCloseable> T add(T part) {
    if (closed) {
      end(part);
    } else {
      parts.push(part);
    }
    return part;
  }

  synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public synchronized void close() {
    closed = true;
    while (!parts.isEmpty()) {
      end(parts.pop());
    }
  }

  /** One part that does not end must not keep the others running. */
  private static void end(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      System.err.println("While ending: " + e.getMessage());
    }
  }
}
