package io.warnserver.benchmarks.load;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/** One thread that serves many connections. */
public final class LoadThread implements AutoCloseable {

  private static final int END_SECONDS = 5;

  private final EventLoopGroup group;

  private LoadThread(EventLoopGroup group) {
    this.group = group;
  }

  /** Starts it. */
  public static LoadThread start(String name) {
    return new LoadThread(
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory(name, true), NioIoHandler.newFactory()));
  }

  /** For connections. */
  public EventLoopGroup group() {
    return group;
  }

  /** The thread itself. */
  EventLoop loop() {
    return group.next();
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, END_SECONDS, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
