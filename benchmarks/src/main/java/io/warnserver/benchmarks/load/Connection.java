package io.warnserver.benchmarks.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** One HTTP/1.1 connection with one request on it at a time. All callbacks come on its thread. */
final class Connection {

  private static final int CONNECT_MILLIS = 5000;

  private Channel channel;
  private Consumer<Exchange> listener;
  private HttpResponse head;
  private long sentNanos;
  private long firstNanos;
  private long lastNanos;
  private int bytes;
  private int place;

  private Connection() {}

  /**
   * Opens one.
   *
   * @param opened takes it, or null and why there is none; on the load thread
   */
  static void open(
      LoadThread thread, InetSocketAddress server, BiConsumer<Connection, Throwable> opened) {
    Connection connection = new Connection();
    var unused =
        new Bootstrap()
            .group(thread.group())
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    connection.channel = channel;
                    channel
                        .pipeline()
                        .addLast(
                            connection.new Counter(),
                            new HttpResponseDecoder(),
                            connection.new Answers());
                  }
                })
            .connect(server)
            .addListener(
                (ChannelFuture connecting) ->
                    opened.accept(connecting.isSuccess() ? connection : null, connecting.cause()));
  }

  /** Whether another request can go over it; not after an answer that ends it. */
  boolean isOpen() {
    return channel.isActive();
  }

  /**
   * Sends a request. Only when the former one was answered.
   *
   * @param request the bytes as they go over the wire
   * @param answered is called once
   */
  void send(byte[] request, Consumer<Exchange> answered) {
    listener = answered;
    head = null;
    bytes = 0;
    sentNanos = System.nanoTime();
    // What fails ends the connection, and that is told.
    var unused = channel.writeAndFlush(Unpooled.wrappedBuffer(request));
  }

  /** Closes it; who still waits for an answer is told that it ended. */
  void close() {
    var unused = channel.close();
  }

  private void tell(Consumer<Exchange> told, int status, long done) {
    if (told != null) {
      List<String> headers =
          head == null
              ? List.of()
              : head.headers().entries().stream().map(Connection::header).toList();
      long first = bytes == 0 ? done : firstNanos;
      told.accept(new Exchange(status, headers, bytes, sentNanos, first, done, place++, false));
    }
  }

  private static String header(Map.Entry<String, String> header) {
    String name = header.getKey();
    return name.equalsIgnoreCase("date") ? name : name + ": " + header.getValue();
  }

  /** Counts what comes in. */
  private final class Counter extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      // Before the decoder: what it takes is not of the wire.
      lastNanos = System.nanoTime();
      if (bytes == 0) {
        firstNanos = lastNanos;
      }
      bytes += ((ByteBuf) message).readableBytes();
      context.fireChannelRead(message);
    }
  }

  /** Puts the parts of an answer together. */
  private final class Answers extends SimpleChannelInboundHandler<HttpObject> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
      if (part instanceof HttpResponse response) {
        head = response;
      }
      if (part instanceof LastHttpContent
          && head != null
          && head.decoderResult().isSuccess()
          && head.status().code() != 100) {
        Consumer<Exchange> told = listener;
        listener = null;
        if (!HttpUtil.isKeepAlive(head)) {
          Connection.this.close();
        }
        tell(told, head.status().code(), lastNanos);
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      Consumer<Exchange> told = listener;
      listener = null;
      tell(told, Exchange.ENDED, System.nanoTime());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      var unused = context.close();
    }
  }
}
