package io.warnserver.submission;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * Takes in a request's body as it comes, without a thread that waits for it, up to a limit that is
 * counted while reading: a chunked body announces no length. Says once what has become of it; what
 * comes after that is somebody else's.
 */
final class BodyReader implements ReadListener {

  /** Nearly all requests fit into it. */
  static final int FIRST_BUFFER = 4096;

  private static final byte[] NONE = {};

  private final ServletInputStream body;
  private final long announced;
  private final int limit;
  private final Receiver receiver;
  private volatile byte[] buffer;
  private int length;
  private boolean ended;
  private volatile ReadListener rest;

  /** Whom the body is for. It is told the end of it once. */
  interface Receiver {

    /** All of it. */
    void whole(byte[] bytes);

    /** It is larger than the limit; the rest of it has not been read. */
    void tooLarge();

    /** Whether there is memory for more of it. */
    boolean mayGrow(int bytes);

    /** There is no memory for more of it. */
    void tooMuch();

    /** It cannot be read: it is no HTTP, or the client has gone. */
    void broken();
  }

  /**
   * @param announced the Content-Length; negative if there is none
   * @param limit bytes, at most
   */
  BodyReader(ServletInputStream body, long announced, int limit, Receiver receiver) {
    this.body = body;
    this.announced = announced;
    this.limit = limit;
    this.receiver = receiver;
    buffer = new byte[Math.min(limit + 1, FIRST_BUFFER)];
  }

  /**
   * Forgets what has come, and has somebody else take what comes from now on, from any thread. What
   * is being read meanwhile may still be told.
   *
   * @param other may be called before this returns
   */
  void leaveTo(ReadListener other) {
    rest = other;
    buffer = NONE;
  }

  @Override
  public void onDataAvailable() throws IOException {
    // Payara says "finished" when all has come, although not all has been read; nobody is asked.
    while (!ended && rest == null && body.isReady()) {
      byte[] space = buffer;
      if (space == NONE) {
        break;
      }
      int read = body.read(space, length, space.length - length);
      if (read < 0) {
        // The container tells that it was the end.
        return;
      }
      length += read;
      if (length > limit) {
        ended = true;
        receiver.tooLarge();
      } else if (length == announced) {
        // Without waiting for the container to say so, which takes another thread.
        onAllDataRead();
      } else if (length == space.length) {
        grow(space);
      }
    }
    if (rest != null) {
      rest.onDataAvailable();
    }
  }

  /** With what comes, whatever was announced. */
  private void grow(byte[] space) {
    int larger = Math.min(limit + 1, 4 * space.length);
    if (receiver.mayGrow(larger - space.length)) {
      buffer = Arrays.copyOf(space, larger);
    } else {
      ended = true;
      receiver.tooMuch();
    }
  }

  @Override
  public void onAllDataRead() throws IOException {
    if (rest != null) {
      rest.onAllDataRead();
    } else if (!ended) {
      ended = true;
      byte[] space = buffer;
      receiver.whole(space == NONE ? NONE : Arrays.copyOf(space, length));
    }
  }

  @Override
  public void onError(Throwable failure) {
    if (rest != null) {
      rest.onError(failure);
    } else if (!ended) {
      ended = true;
      receiver.broken();
    }
  }
}
