package io.warnserver.listeners;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The rest of a body whose request is answered already, on WildFly: left alone, Undertow reads it
 * with a thread of its own for as long as a client likes to send, or loses the connection (decision
 * 58). So the answer leaves at once, and says that it is the last one of its connection; then what
 * still comes is thrown away, so that the client gets to read the answer, for a while and up to a
 * number of bytes. No thread waits for it.
 */
final class UnreadBody implements ReadListener {

  /** How long, and how much, is taken of a client that has been answered. */
  static final Duration LINGER = Duration.ofSeconds(5);

  static final long MOST = 8L * 1024 * 1024;

  /**
   * Longer than the listeners' own limit for a client that sends nothing (docs/operations/
   * listeners.md): an end before that would make Undertow wait for the client.
   */
  static final Duration GIVE_UP = Duration.ofSeconds(30);

  private static final Set<String> BODILESS = Set.of("GET", "HEAD", "OPTIONS");

  private static final String UNDERTOW = "io.undertow.";

  /** All write into it, nobody reads it. */
  private static final byte[] WASTE = new byte[8192];

  private final HttpServletResponse response;
  private final boolean http1;
  private final ServletInputStream body;
  private final AsyncContext context;
  private final Runnable completion;
  private final long began = System.nanoTime();
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile Future<?> timer;
  private volatile boolean answered;
  private long taken;

  /**
   * @param context of a request that is answered {@linkplain #answer by this}
   * @param completion ends the request
   */
  UnreadBody(AsyncContext context, Runnable completion) throws IOException {
    this.context = context;
    this.completion = completion;
    response = BufferedAnswer.leaving(context);
    http1 = isHttp1(context.getRequest().getProtocol());
    body = context.getRequest().getInputStream();
  }

  /** Whether the container needs this. Payara's closes the connection, and waits for nothing. */
  static boolean matters(HttpServletRequest request) {
    // WildFly's server info does not name it.
    return request.getServletContext().getClass().getName().startsWith(UNDERTOW);
  }

  /** Whether a request has a body, as far as its headers tell. */
  static boolean mayCome(HttpServletRequest request) {
    long length = request.getContentLengthLong();
    if (length >= 0) {
      return length > 0;
    }
    // In HTTP/2 nothing is said of a body whose length is not.
    return isHttp1(request.getProtocol())
        ? request.getHeader("Transfer-Encoding") != null
        : !BODILESS.contains(request.getMethod());
  }

  private static boolean isHttp1(String protocol) {
    return protocol.startsWith("HTTP/1");
  }

  /**
   * Sends the answer, of which status and headers are set, as the client takes it. Its head says
   * that it is the last one. Answer and end of the body come in any order, from two threads: the
   * later of them completes.
   *
   * @param reading takes who is to hear of what still comes
   */
  void answer(Consumer<ReadListener> reading) throws IOException {
    if (http1) {
      response.setHeader("Connection", "close");
    }
    reading.accept(this);
    response.getOutputStream().setWriteListener(new Answering());
  }

  /** What ends the request after {@link #GIVE_UP}; it is forgotten as soon as the request ends. */
  void endBy(Future<?> newTimer) {
    timer = newTimer;
    if (ended.get()) {
      newTimer.cancel(false);
    }
  }

  @Override
  public void onDataAvailable() throws IOException {
    while (!ended.get() && body.isReady()) {
      int read = body.read(WASTE);
      if (read < 0) {
        // The container tells that it was the end.
        return;
      }
      taken += read;
      if (taken > MOST || System.nanoTime() - began > LINGER.toNanos()) {
        // It is the one way to have the container take no more.
        throw new IOException("too much of a body that nobody reads");
      }
    }
  }

  @Override
  public void onAllDataRead() {
    giveUp();
  }

  /** The client has gone, or was given up by {@link #onDataAvailable}. */
  @Override
  public void onError(Throwable failure) {
    try {
      // Not here: the container closes the connection afterwards only, and would wait for it.
      context.start(this::giveUp);
    } catch (IllegalStateException e) {
      ended.set(true);
    }
  }

  /** Ends the request; once. */
  void giveUp() {
    if (ended.compareAndSet(false, true)) {
      if (timer != null) {
        timer.cancel(false);
      }
      if (answered) {
        complete();
      }
    }
  }

  /** Where both find the other's doing it is called twice, which Undertow ignores. */
  private void complete() {
    try {
      completion.run();
    } catch (IllegalStateException e) {
      // The container has ended it already.
      return;
    }
  }

  /** Sends a head without a body. */
  private final class Answering implements WriteListener {

    @Override
    public void onWritePossible() throws IOException {
      try {
        response.getOutputStream().close();
      } finally {
        sent();
      }
    }

    @Override
    public void onError(Throwable failure) {
      sent();
    }

    private void sent() {
      answered = true;
      if (ended.get()) {
        complete();
      }
    }
  }
}
