package io.warnserver.benchmarks.load;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * One thread that serves many connections.
 *
 * @param group of this thread alone
 */
public record LoadThread(EventLoopGroup group) implements AutoCloseable {

  private static final int END_SECONDS = 5;

  /** Starts it. */
  public static LoadThread start(String name) {
    return new LoadThread(
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory(name, true), NioIoHandler.newFactory()));
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, END_SECONDS, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
