package io.warnserver.deployed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A connection over TLS from an address of the loopback device, on which anything can be sent. */
final class FrontConnection implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 30_000;
  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: (\\d+)\r\n");

  private final SSLSocket socket;

  private FrontConnection(SSLSocket socket) {
    this.socket = socket;
  }

  /**
   * Connects.
   *
   * @param from 127.0.0.1 and the like: Linux has all of 127/8 on the loopback device
   */
  static FrontConnection open(SSLContext tls, String from, int port) throws IOException {
    SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket();
    socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    return new FrontConnection(socket);
  }

  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  void send(String text) throws IOException {
    send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** The next answer's head, with the date left out; empty at the end of the connection. */
  String answer() throws IOException {
    InputStream in = socket.getInputStream();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String head = "";
    while (!head.endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        return head;
      }
      bytes.write(next);
      head = bytes.toString(StandardCharsets.ISO_8859_1);
    }
    Matcher length = LENGTH.matcher(head);
    if (length.find()) {
      in.readNBytes(Integer.parseInt(length.group(1)));
    }
    return head.replaceAll("(?m)^Date: .*$", "Date: -");
  }

  /** The status of the next answer; 0 at the end of the connection. */
  int status() throws IOException {
    return statusOf(answer());
  }

  /** Those of all answers until the other side ends the connection. */
  List<Integer> statuses() throws IOException {
    List<Integer> statuses = new ArrayList<>();
    try {
      for (int status = status(); status != 0; status = status()) {
        statuses.add(status);
      }
    } catch (IOException e) {
      // Broken off, as nginx does with bytes that it has not read.
      return statuses;
    }
    return statuses;
  }

  /** The status of an answer; 0 of none. */
  static int statusOf(String answer) {
    return answer.startsWith("HTTP/1.1 ") ? Integer.parseInt(answer.substring(9, 12)) : 0;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
