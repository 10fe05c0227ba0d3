package io.warnserver.listeners;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Lets answers leave. No thread waits for a client that does not take its answer (decision 59), and
 * none of those that tell the time sends one: on Payara, whoever ends a request goes on with what
 * the client has sent behind it.
 */
@ApplicationScoped
public class Answers {

  private static final Logger LOG = Logger.getLogger(Answers.class.getName());

  /**
   * What is answered at once leaves after this: a client that sends many requests behind each other
   * gets ten answers a second on each connection, and takes no more of the server than that.
   */
  static final Duration PACE = Duration.ofMillis(100);

  /** A client that has taken nothing for that long is given up. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final int SENDING = 4;
  private static final long IDLE_SECONDS = 60;

  @Resource private ManagedThreadFactory container;

  private ScheduledThreadPoolExecutor scheduler;
  private ThreadPoolExecutor sending;
  private ThreadPoolExecutor givingUp;

  /** For the container only. */
  public Answers() {}

  /** With threads of another maker, for tests. */
  public Answers(ThreadFactory threads) {
    start(threads);
  }

  @PostConstruct
  void start() {
    start(container);
  }

  private void start(ThreadFactory threads) {
    scheduler = new ScheduledThreadPoolExecutor(1, threads);
    scheduler.setRemoveOnCancelPolicy(true);
    sending = pool(SENDING, threads);
    givingUp = pool(1, threads);
  }

  private static ThreadPoolExecutor pool(int size, ThreadFactory threads) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            size,
            size,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            threads,
            // Only when the application ends; a request that is not ended would hold that up.
            (task, stopped) -> task.run());
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** Answers that wait for their time are still sent. */
  @PreDestroy
  public void stop() {
    scheduler.shutdown();
    try {
      var unused = scheduler.awaitTermination(2 * PACE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    scheduler.shutdownNow();
    sending.shutdown();
    givingUp.shutdown();
  }

  /** Runs what ends a request, on a thread for that. */
  public void run(Runnable end) {
    sending.execute(end);
  }

  /**
   * Runs what ends a request, on a thread for that.
   *
   * @param nanos when, as {@link System#nanoTime} gives it
   * @return to be cancelled when the request has ended before
   */
  public Future<?> runAt(long nanos, Runnable end) {
    return runIn(nanos - System.nanoTime(), sending, end);
  }

  private Future<?> runIn(long nanos, Executor threads, Runnable end) {
    return scheduler.schedule(() -> threads.execute(end), nanos, TimeUnit.NANOSECONDS);
  }

  /**
   * Refuses a request without a look at its body; the answer has no body.
   *
   * @param status the HTTP status
   */
  public void refuse(HttpServletRequest request, HttpServletResponse response, int status) {
    response.setStatus(status);
    if (request.isAsyncSupported()) {
      AsyncContext context = request.startAsync(request, response);
      context.setTimeout(0);
      refuse(context, listener -> read(context, listener), context::complete);
    }
  }

  private static void read(AsyncContext context, ReadListener listener) {
    try {
      context.getRequest().getInputStream().setReadListener(listener);
    } catch (IOException e) {
      throw new IllegalStateException("the client has gone", e);
    }
  }

  /**
   * Sends an answer without a body although more of the request's may come.
   *
   * @param context of a request of whose answer status and headers are set
   * @param reading takes who is to hear of what still comes
   * @param completion ends the request
   */
  public void refuse(AsyncContext context, Consumer<ReadListener> reading, Runnable completion) {
    HttpServletRequest request = (HttpServletRequest) context.getRequest();
    if (UnreadBody.matters(request) && UnreadBody.mayCome(request)) {
      try {
        UnreadBody rest = new UnreadBody(context, completion);
        rest.answer(reading);
        rest.endBy(runIn(UnreadBody.GIVE_UP.toNanos(), givingUp, rest::giveUp));
        return;
      } catch (IOException | IllegalStateException e) {
        LOG.log(Level.FINE, "Nobody is there to be answered", e);
      }
    }
    sendPaced(context, completion);
  }

  /** Sends an answer without a body after {@link #PACE}, and ends the request. */
  public void sendPaced(AsyncContext context, Runnable completion) {
    sendPaced(context, Sending.EMPTY, completion);
  }

  /** Sends after {@link #PACE} what a request was answered at once. */
  void sendPaced(AsyncContext context, byte[] body, Runnable completion) {
    var unused = runIn(PACE.toNanos(), sending, () -> send(context, body, completion));
  }

  /** Sends an answer without a body now, and ends the request; on a thread of this. */
  public void send(AsyncContext context, Runnable completion) {
    send(context, Sending.EMPTY, completion);
  }

  private void send(AsyncContext context, byte[] body, Runnable completion) {
    Sending answer = new Sending(context, body, completion);
    answer.begin();
    if (!answer.isEnded() && !UnreadBody.matters((HttpServletRequest) context.getRequest())) {
      // WildFly's listeners have a time-out for that (write-timeout).
      var unused = runIn(PATIENCE.toNanos(), givingUp, answer::giveUp);
    }
  }
}
