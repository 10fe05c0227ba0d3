package io.warnserver.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.listeners.Listener;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * Requests of which two servers can see different ends. Each one is answered once at most, and then
 * the connection is closed, so that nobody's request can hide behind another's. Whoever implements
 * this says which server.
 */
interface FramingContract {

  /** {@code SubmissionPayload.requestPadding}, three bytes. */
  String BODY = "\u0012\u0003\u0000\u0000\u0000";

  String END = "0\r\n\r\n";

  /**
   * What Payara's parser (Grizzly) takes for well formed: lone line feeds in chunks, a length
   * before a coding, of which it shows the coding only, and a line without a colon, which it leaves
   * out (the one that moves no end, so that the connection could be kept).
   */
  Set<String> BY_PAYARA =
      Set.of(
          "a size line that ends with LF",
          "data that end with LF",
          "an extension that ends with LF",
          "length and chunks",
          "a line without a colon");

  /**
   * The same of WildFly's (Undertow): lone line feeds in chunks and trailers, digits that are none,
   * and an extension of any length.
   */
  Set<String> BY_WILDFLY =
      Set.of(
          "a size line that ends with LF",
          "data that end with LF",
          "an extension that ends with LF",
          "a trailer that ends with LF",
          "a size with an underscore",
          "an extension of 64 KiB");

  /** What somebody hides. */
  String SECOND = "GET /version/v1/openapi.yaml HTTP/1.1\r\nHost: x\r\n\r\n";

  /** Between the name of a message and the listener. */
  String ON = " on ";

  String CHUNKED = "Transfer-Encoding: chunked\r\n";

  /** The listeners of the server under test. */
  List<Door> doors() throws Exception;

  /**
   * What the container's parser takes for well formed: such a request is answered as if it were.
   * Its connection is closed all the same.
   */
  Set<String> takenForWellFormed();

  @Test
  default void messageThatHasTwoEnds_isAnsweredOnceAtMost_andTheConnectionIsClosed()
      throws Exception {
    Map<String, Callable<RawExchange>> requests = new LinkedHashMap<>();
    for (Door door : doors()) {
      if (door.kind() == Listener.PUBLIC) {
        ambiguous()
            .forEach(
                (name, message) ->
                    requests.put(
                        name + ON + door, () -> door.send(message.replace("{host}", door.host()))));
      }
    }

    Map<String, RawExchange> answers = StrangerContract.answers(requests);

    SoftAssertions all = new SoftAssertions();
    all.assertThat(named(answers, answer -> answer.statuses().size() > 1)).as("two").isEmpty();
    all.assertThat(named(answers, answer -> !answer.ended())).as("open").isEmpty();
    all.assertThat(named(answers, answer -> answer.has(5))).as("5xx").isEmpty();
    all.assertThat(named(answers, answer -> answer.has(2)))
        .allMatch(name -> takenForWellFormed().contains(name.substring(0, name.indexOf(ON))));
    all.assertAll();
  }

  private static Set<String> named(
      Map<String, RawExchange> answers, Predicate<RawExchange> condition) {
    return answers.entrySet().stream()
        .filter(answer -> condition.test(answer.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  default void chunkedBody_isTheLastOfItsConnection() throws Exception {
    for (Door door : doors()) {
      if (door.kind() == Listener.PUBLIC) {
        String chunked = fake(CHUNKED) + "\r\n" + chunk(BODY) + END;
        RawExchange alone = door.send(chunked.replace("{host}", door.host()));
        assertThat(alone.status()).as(door.toString()).isEqualTo(200);
        assertThat(alone.ended()).as(door.toString()).isTrue();
        RawExchange followed = door.send((chunked + SECOND).replace("{host}", door.host()));
        assertThat(followed.statuses()).as(door.toString()).containsExactly(200);
        assertThat(followed.ended()).as(door.toString()).isTrue();
      }
    }
  }

  /**
   * The control: connections are kept where ends are plain. A page ends its own, so that nobody has
   * the server work for requests that lie behind it.
   */
  @Test
  default void bodyOfALength_isFollowedByTheNextRequest_andAPageByNone() throws Exception {
    for (Door door : doors()) {
      if (door.kind() == Listener.PUBLIC) {
        String message = fake("Content-Length: 5\r\n") + "\r\n" + BODY + SECOND + SECOND;
        RawExchange exchange = door.send(message.replace("{host}", door.host()));
        assertThat(exchange.statuses()).as(door.toString()).containsExactly(200, 200);
        assertThat(exchange.ended()).as(door.toString()).isTrue();
      }
    }
  }

  private static Map<String, String> ambiguous() {
    String te = fake(CHUNKED) + "\r\n";
    String hidden = SECOND;
    Map<String, String> all = new LinkedHashMap<>();
    all.put("a size line that ends with LF", te + "5\n" + BODY + "\r\n" + END + hidden);
    all.put("data that end with LF", te + "5\r\n" + BODY + "\n" + END + hidden);
    all.put("an extension that ends with LF", te + "5;\n" + BODY + "\r\n" + END + hidden);
    all.put(
        "an extension with LF that hides a chunk",
        te + "2;\nxx\r\n" + chunk(END + hidden) + END + hidden);
    all.put("a chunk that ends with other bytes", te + "5\r\n" + BODY + "XX" + END + hidden);
    all.put("a chunk without an end", te + "5\r\n" + BODY + END + hidden);
    all.put("a size with 0x", te + "0x5\r\n" + BODY + "\r\n" + END + hidden);
    all.put("a size with a plus", te + "+5\r\n" + BODY + "\r\n" + END + hidden);
    all.put("a size with a minus", te + "-5\r\n" + BODY + "\r\n" + END + hidden);
    all.put("a size with an underscore", te + "5_0\r\n" + BODY + "\r\n" + END + hidden);
    all.put("an empty size", te + "\r\n" + BODY + "\r\n" + END + hidden);
    all.put("a size of 33 bits", te + "100000005\r\n" + BODY + "\r\n" + END + hidden);
    all.put("a size of 65 bits", te + "10000000000000005\r\n" + BODY + "\r\n" + END + hidden);
    all.put(
        "an extension of 64 KiB",
        te + "5;" + "a".repeat(65_536) + "\r\n" + BODY + "\r\n" + END + hidden);
    all.put("no end after the last chunk", te + chunk(BODY) + "0\r\n" + hidden);
    all.put("a trailer that ends with LF", te + chunk(BODY) + "0\r\nx: y\n\r\n" + hidden);
    all.put(
        "length and chunks",
        fake("Content-Length: 3\r\n" + CHUNKED) + "\r\n" + chunk(BODY) + END + hidden);
    all.put(
        "chunks and length",
        fake(CHUNKED + "Content-Length: 0\r\n") + "\r\n" + chunk(BODY) + END + hidden);
    all.put(
        "two lengths", fake("Content-Length: 5\r\nContent-Length: 0\r\n") + "\r\n" + BODY + hidden);
    all.put(
        "the same length twice",
        fake("Content-Length: 5\r\nContent-Length: 5\r\n") + "\r\n" + BODY + hidden);
    all.put("two lengths in a line", fake("Content-Length: 5, 0\r\n") + "\r\n" + BODY + hidden);
    all.put(
        "the same length twice in a line",
        fake("Content-Length: 5, 5\r\n") + "\r\n" + BODY + hidden);
    all.put("a length with a plus", fake("Content-Length: +5\r\n") + "\r\n" + BODY + hidden);
    all.put("a length with a minus", fake("Content-Length: -1\r\n") + "\r\n" + BODY + hidden);
    all.put("a length with 0x", fake("Content-Length: 0x5\r\n") + "\r\n" + BODY + hidden);
    all.put(
        "a length of 65 bits",
        fake("Content-Length: 18446744073709551621\r\n") + "\r\n" + BODY + hidden);
    all.put("an unknown coding", coded("Transfer-Encoding: xchunked\r\n"));
    all.put("chunked, identity", coded("Transfer-Encoding: chunked, identity\r\n"));
    all.put("identity, chunked", coded("Transfer-Encoding: identity, chunked\r\n"));
    all.put("identity", coded("Transfer-Encoding: identity\r\n"));
    all.put("gzip, chunked", coded("Transfer-Encoding: gzip, chunked\r\n"));
    all.put("identity and chunked", coded("Transfer-Encoding: identity\r\n" + CHUNKED));
    all.put("chunked twice", coded(CHUNKED + CHUNKED));
    all.put("chunked with a control character", coded("Transfer-Encoding: chunked\u000b\r\n"));
    all.put("a blank before the colon of the coding", coded("Transfer-Encoding : chunked\r\n"));
    all.put(
        "a blank before the colon of the length",
        fake("Content-Length : 5\r\n") + "\r\n" + BODY + hidden);
    all.put(
        "a name with a zero byte",
        fake("x\u0000y: 1\r\nContent-Length: 5\r\n") + "\r\n" + BODY + hidden);
    all.put(
        "a name with a parenthesis",
        fake("x(y: 1\r\nContent-Length: 5\r\n") + "\r\n" + BODY + hidden);
    all.put(
        "a line without a colon",
        fake("Content-Length\r\nContent-Length: 5\r\nConnection: close\r\n") + "\r\n" + BODY);
    all.put(
        "a value with CR",
        fake("x: a\rTransfer-Encoding: chunked\r\nContent-Length: 5\r\n") + "\r\n" + BODY + hidden);
    all.put(
        "chunks in HTTP/1.0",
        coded(CHUNKED).replace("HTTP/1.1\r\nHost: {host}", "HTTP/1.0\r\nHost: {host}"));
    all.put("two hosts", fake("Host: y\r\nContent-Length: 5\r\n") + "\r\n" + BODY + hidden);
    all.put(
        "the same host twice",
        fake("Host: {host}\r\nContent-Length: 5\r\n") + "\r\n" + BODY + hidden);
    all.put(
        "no host",
        fake("Content-Length: 5\r\n").replace("Host: {host}\r\n", "") + "\r\n" + BODY + hidden);
    return all;
  }

  private static String coded(String headers) {
    return fake(headers) + "\r\n" + chunk(BODY) + END + SECOND;
  }

  private static String chunk(String data) {
    return Integer.toHexString(data.length()) + "\r\n" + data + "\r\n";
  }

  /** The head of a fake submission that would be accepted. */
  private static String fake(String headers) {
    return "POST /version/v1/diagnosis-keys HTTP/1.1\r\n"
        + "Host: {host}\r\n"
        + "Content-Type: application/x-protobuf\r\n"
        + "cwa-fake: 1\r\n"
        + headers;
  }
}
