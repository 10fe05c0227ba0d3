package io.warnserver.benchmarks.load;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A verification server that finds every TAN valid and costs next to nothing, so that it does not
 * take the cores from what is measured. It can be slow, and it can be down.
 */
public final class QuickVerification implements AutoCloseable {

  private static final byte[] VALID =
      "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final LoadThread thread;
  private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private volatile Duration delay = Duration.ZERO;
  private volatile Channel listening;
  private final int port;

  private QuickVerification(LoadThread thread) {
    this.thread = thread;
    listening = listen(0);
    port = ((InetSocketAddress) listening.localAddress()).getPort();
  }

  /** Starts it on a free port of the loopback address. */
  public static QuickVerification start() {
    return new QuickVerification(LoadThread.start("verification"));
  }

  /** The base of its addresses. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** From now on it answers so much later. */
  public void delay(Duration time) {
    delay = time;
  }

  /** From now on nobody gets a connection, and those that are open end. */
  public void goDown() {
    listening.close().syncUninterruptibly();
    connections.close().syncUninterruptibly();
  }

  /** As before it went down. */
  public void comeUp() {
    if (!listening.isOpen()) {
      listening = listen(port);
    }
  }

  @Override
  public void close() {
    goDown();
    thread.close();
  }

  private Channel listen(int onPort) {
    return new ServerBootstrap()
        .group(thread.group())
        .channel(NioServerSocketChannel.class)
        .childHandler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) {
                connections.add(channel);
                channel.pipeline().addLast(new HttpRequestDecoder(), new Verdicts());
              }
            })
        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), onPort))
        .syncUninterruptibly()
        .channel();
  }

  @Sharable
  private final class Verdicts extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      boolean whole = message instanceof LastHttpContent;
      ReferenceCountUtil.release(message);
      if (!whole) {
        return;
      }
      Duration late = delay;
      if (late.isZero()) {
        answer(context);
      } else {
        var unused =
            context
                .executor()
                .schedule(() -> answer(context), late.toNanos(), TimeUnit.NANOSECONDS);
      }
    }

    private void answer(ChannelHandlerContext context) {
      ByteBuf valid = Unpooled.wrappedBuffer(VALID);
      var unused = context.writeAndFlush(valid);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      var unused = context.close();
    }
  }
}
