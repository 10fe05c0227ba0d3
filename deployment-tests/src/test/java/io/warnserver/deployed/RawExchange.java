package io.warnserver.deployed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a server says to bytes that no HTTP library would send.
 *
 * @param text all that came
 * @param ended whether the server ended the connection
 */
record RawExchange(String text, boolean ended) {

  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})");
  private static final int CONTINUE = 100;

  static RawExchange over(Socket socket, String bytes) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    boolean ended = true;
    try {
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      InputStream in = socket.getInputStream();
      byte[] some = new byte[8192];
      for (int read = in.read(some); read >= 0; read = in.read(some)) {
        all.write(some, 0, read);
      }
    } catch (SocketTimeoutException e) {
      ended = false;
    } catch (IOException e) {
      // Reset: it has ended the connection, too.
      ended = true;
    }
    return new RawExchange(all.toString(StandardCharsets.ISO_8859_1), ended);
  }

  /** Of all answers that are final. */
  List<Integer> statuses() {
    return STATUS
        .matcher(text)
        .results()
        .map(match -> Integer.valueOf(match.group(1)))
        .filter(status -> status != CONTINUE)
        .toList();
  }

  /** Whether an answer is of a class, such as 2 for those that say yes. */
  boolean has(int statusClass) {
    return statuses().stream().anyMatch(status -> status / 100 == statusClass);
  }

  /** Of the only answer; 0 where there is none. */
  int status() {
    List<Integer> statuses = statuses();
    if (statuses.size() > 1) {
      throw new AssertionError("two answers: " + text);
    }
    return statuses.isEmpty() ? 0 : statuses.get(0);
  }
}
