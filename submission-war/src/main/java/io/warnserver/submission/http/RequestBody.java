package io.warnserver.submission.http;

import io.warnserver.listeners.Answers;
import io.warnserver.submission.base.Outcome;
import io.warnserver.submission.base.RefusedException;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/**
 * A request's body, which is taken in as it comes, without a thread that waits for it, up to limits
 * of size, time and memory. The size is counted while reading: a chunked body announces no length.
 * What comes after it has been refused is somebody else's.
 */
final class RequestBody implements ReadListener {

  /** Nearly all requests fit into it. */
  private static final int FIRST_BUFFER = 4096;

  private static final byte[] NONE = {};

  private final ServletInputStream body;
  private final long announced;
  private final int limit;
  private final Duration timeout;
  private final Answers answers;
  private final BodyMemory.Share memory;
  private final CompletableFuture<Void> whole = new CompletableFuture<>();
  private volatile byte[] buffer = NONE;
  private int length;
  private volatile boolean begun;
  private volatile boolean over;
  private volatile ReadListener rest;

  /**
   * @param announced the Content-Length; negative if there is none
   * @param limit bytes, at most
   * @param timeout in which all of it must have come
   */
  RequestBody(
      ServletInputStream body,
      long announced,
      int limit,
      Duration timeout,
      BodyMemory memory,
      Answers answers) {
    this.body = body;
    this.announced = announced;
    this.limit = limit;
    this.timeout = timeout;
    this.answers = answers;
    this.memory = memory.newShare(() -> answers.run(() -> refuse("BodyRoom", Outcome.UNAVAILABLE)));
  }

  /** Completes once all of it is there; fails with a {@link RefusedException}. */
  CompletableFuture<Void> whole() {
    return whole;
  }

  /** What has come, once: an answer waits longer than anybody needs the body. */
  byte[] take() {
    byte[] all = buffer;
    buffer = NONE;
    return Arrays.copyOf(all, Math.min(length, all.length));
  }

  /** Begins to read; returns at once. */
  void read() {
    int first = Math.min(limit + 1, FIRST_BUFFER);
    if (announced > limit) {
      refuse("BodySize", Outcome.TOO_LARGE);
    } else if (!memory.grow(first)) {
      refuse("BodyRoom", Outcome.UNAVAILABLE);
    } else {
      buffer = new byte[first];
      begun = true;
      try {
        body.setReadListener(this);
      } catch (IllegalStateException e) {
        onError(e);
      }
      if (!whole.isDone()) {
        Future<?> tooSlow =
            answers.runAt(
                System.nanoTime() + timeout.toNanos(),
                () -> refuse("BodyInTime", Outcome.TOO_SLOW));
        var unused = whole.whenComplete((done, refusal) -> tooSlow.cancel(false));
      }
    }
  }

  /** Refuses it, from any thread, unless it is there already; forgets what has come. */
  void refuse(String rule, Outcome outcome) {
    memory.release();
    if (whole.completeExceptionally(new RefusedException(rule, outcome))) {
      buffer = NONE;
    }
  }

  /** Whether nothing more of it comes. */
  boolean isOver() {
    return over;
  }

  /**
   * Has somebody else take what comes from now on, from any thread; for a body that was refused.
   *
   * @param other may be called before this returns
   */
  void leaveTo(ReadListener other) {
    if (!begun) {
      body.setReadListener(other);
      return;
    }
    rest = other;
    if (over) {
      end(other);
    }
  }

  private static void end(ReadListener other) {
    try {
      other.onAllDataRead();
    } catch (IOException e) {
      other.onError(e);
    }
  }

  @Override
  public void onDataAvailable() throws IOException {
    // Payara says "finished" when all has come, although not all has been read; nobody is asked.
    while (!whole.isDone() && body.isReady()) {
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
        refuse("BodySize", Outcome.TOO_LARGE);
      } else if (length == announced) {
        // Without waiting for the container to say so, which takes another thread.
        complete();
      } else if (length == space.length) {
        grow(space);
      }
    }
    ReadListener other = rest;
    if (other != null) {
      other.onDataAvailable();
    }
  }

  /** With what comes, whatever was announced. */
  private void grow(byte[] space) {
    int larger = Math.min(limit + 1, 4 * space.length);
    if (memory.grow(larger - space.length)) {
      buffer = Arrays.copyOf(space, larger);
    } else {
      refuse("BodyRoom", Outcome.UNAVAILABLE);
    }
  }

  private void complete() {
    over = true;
    memory.release();
    whole.complete(null);
  }

  @Override
  public void onAllDataRead() throws IOException {
    over = true;
    ReadListener other = rest;
    if (other != null) {
      other.onAllDataRead();
    } else if (!whole.isDone()) {
      complete();
    }
  }

  /** It is no HTTP, or the client has gone. */
  @Override
  public void onError(Throwable failure) {
    over = true;
    ReadListener other = rest;
    if (other != null) {
      other.onError(failure);
    } else {
      refuse("BodyReadable", Outcome.REFUSED);
    }
  }
}
