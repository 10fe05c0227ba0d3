package io.warnserver.benchmarks.load;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * A verification server that finds every TAN of the benchmarks valid and costs next to nothing, so
 * that it does not take the cores from what is measured. It can be slow, and it can be down. Other
 * TANs it does not know: one that accepted anything would be asked no more.
 */
public final class QuickVerification implements AutoCloseable {

  private static final byte[] VALID = answer("200 OK");
  private static final byte[] UNKNOWN = answer("404 Not Found");
  private static final int MOST_BYTES = 1024 * 1024;

  /** The TANs of the benchmarks begin so; others do once in four thousand million times. */
  private static final long MARK = 0xbe9c4a7dL;

  private static final String QUESTION = "{\"tan\":\"";
  private static final String KNOWN = QUESTION + Long.toHexString(MARK) + "-";

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

  /** A TAN that it finds valid: a random UUID of version 4 and variant 2, but for its mark. */
  static UUID tan(RandomGenerator random) {
    return new UUID(
        (MARK << 32) | (random.nextLong() & 0xffff_0fffL) | 0x4000L,
        (random.nextLong() >>> 2) | Long.MIN_VALUE);
  }

  private static byte[] answer(String status) {
    return ("HTTP/1.1 " + status + "\r\ncontent-length: 0\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
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
                channel
                    .pipeline()
                    .addLast(
                        new HttpRequestDecoder(),
                        new HttpObjectAggregator(MOST_BYTES),
                        new Verdicts());
              }
            })
        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), onPort))
        .syncUninterruptibly()
        .channel();
  }

  private final class Verdicts extends SimpleChannelInboundHandler<FullHttpRequest> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
      String question = request.content().toString(StandardCharsets.US_ASCII);
      boolean isOther = question.startsWith(QUESTION) && !question.startsWith(KNOWN);
      byte[] verdict = isOther ? UNKNOWN : VALID;
      var unused =
          context
              .executor()
              .schedule(() -> answer(context, verdict), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static void answer(ChannelHandlerContext context, byte[] verdict) {
      var unused = context.writeAndFlush(Unpooled.wrappedBuffer(verdict));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      var unused = context.close();
    }
  }
}
