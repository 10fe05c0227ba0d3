package io.warnserver.federation.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A body that must have arrived after a while, however slowly it trickles: the HTTP client watches
 * over the headers only. One that has not ends with an {@link IOException}, never early; so does
 * one that is too long.
 */
final class TimedBody extends InputStream {

  private final InputStream body;
  private final Future<?> alarm;
  private volatile boolean late;
  private long left;

  /**
   * @param limit in which the whole body must be read
   * @param maxBytes of the body
   * @param threads say when the time is over
   */
  TimedBody(InputStream body, Duration limit, long maxBytes, ScheduledExecutorService threads) {
    this.body = body;
    this.left = maxBytes;
    alarm = threads.schedule(this::interrupt, limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void interrupt() {
    late = true;
    try {
      body.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = body.read(bytes, offset, length);
    if (late) {
      throw new IOException("the body did not arrive in time");
    }
    left -= Math.max(count, 0);
    if (left < 0) {
      throw new IOException("the body is too long");
    }
    return count;
  }

  @Override
  public void close() throws IOException {
    alarm.cancel(false);
    body.close();
  }
}
