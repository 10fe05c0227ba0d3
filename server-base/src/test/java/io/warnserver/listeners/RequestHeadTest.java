package io.warnserver.listeners;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestHeadTest {

  private static final String PATH = "/operations/clock";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/version/v1/diagnosis-keys",
        "/version/v1/openapi.yaml",
        "/operations/health/live",
        "/operations/health/live/",
        "/A-Z_0~9",
        "/.well-known/x",
        "/...",
        "/a..b",
        "/a."
      })
  void pathOfPlainSegments_isPlain(String path) {
    assertThat(isPlain(path)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "an encoded separator behind a parameter, /operations/distribution/pause;%2f..%2f..%2fhealth%2fx",
    "a parameter, /operations;x=y/clock",
    "a parameter at the end, /operations/clock;x=y",
    "an empty parameter, /operations/clock;",
    "parameters alone, /;/operations/clock",
    "an encoded letter, /%6fperations/clock",
    "an encoded slash, /operations%2fclock",
    "an encoded dot, /operations/%2e/clock",
    "encoded twice, /operations/%252e/clock",
    "encoded too long, /version/%c0%ae%c0%ae/operations/clock",
    "an encoded zero byte, /operations/clock%00",
    "an encoded backslash, /operations%5cclock",
    "a backslash, /operations\\clock",
    "an empty segment, /operations//clock",
    "an empty segment first, //operations/clock",
    "two slashes at the end, /operations/clock//",
    "two slashes, //",
    "a dot, /operations/./clock",
    "a dot first, /./operations/clock",
    "a dot last, /operations/clock/.",
    "two dots, /operations/health/../clock",
    "two dots last, /operations/clock/..",
    "two dots and a slash last, /operations/clock/../",
    "two dots and a parameter, /operations/health/..;/clock",
    "no slash first, operations/clock",
    "the whole server, *",
    "an address, http://127.0.0.1/operations/clock",
    "a letter that is none of ASCII, /operations/clöck",
    "a plus, /operations/clock+",
    "a fragment, /operations/clock#",
    "nothing, ''"
  })
  void pathWithAnythingElse_isNotPlain(String what, String path) {
    assertThat(isPlain(path)).as(what).isFalse();
  }

  @Test
  void noPathAtAll_isNotPlain() {
    assertThat(isPlain(null)).isFalse();
  }

  /** Values are separated by bars. */
  @ParameterizedTest
  @CsvSource({
    "without a body, HTTP/1.1, a, , , true",
    "with a length, HTTP/1.1, a, , 5, true",
    "with a length of nothing, HTTP/1.1, a, , 0, true",
    "chunked, HTTP/1.1, a, chunked, , true",
    "chunked in capitals, HTTP/1.1, a, CHUNKED, , true",
    "of HTTP/1.0 without a host, HTTP/1.0, , , 5, true",
    "of HTTP/1.0 with a host, HTTP/1.0, a, , 5, true",
    "without a host, HTTP/1.1, , , , false",
    "with two hosts, HTTP/1.1, a|b, , , false",
    "with the same host twice, HTTP/1.1, a|a, , , false",
    "of HTTP/1.0 with two hosts, HTTP/1.0, a|b, , , false",
    "of HTTP/2, HTTP/2.0, a, , , false",
    "of HTTP/1.2, HTTP/1.2, a, , , false",
    "of HTTP/0.9, HTTP/0.9, , , , false",
    "without a protocol, , a, , , false",
    "chunked with a length, HTTP/1.1, a, chunked, 5, false",
    "chunked with a length of nothing, HTTP/1.1, a, chunked, 0, false",
    "chunked twice in two lines, HTTP/1.1, a, chunked|chunked, , false",
    "'chunked twice in one line', HTTP/1.1, a, 'chunked, chunked', , false",
    "'identity, then chunked', HTTP/1.1, a, identity|chunked, , false",
    "'chunked, then identity', HTTP/1.1, a, 'chunked, identity', , false",
    "of an unknown coding, HTTP/1.1, a, xchunked, , false",
    "compressed, HTTP/1.1, a, 'gzip, chunked', , false",
    "of no coding, HTTP/1.1, a, '', , false",
    "chunked with a control character, HTTP/1.1, a, 'chunked\u000b', , false",
    "chunked of HTTP/1.0, HTTP/1.0, a, chunked, , false",
    "with two lengths, HTTP/1.1, a, , 5|6, false",
    "with the same length twice, HTTP/1.1, a, , 5|5, false",
    "'with two lengths in one line', HTTP/1.1, a, , '5, 5', false",
    "with a sign, HTTP/1.1, a, , +5, false",
    "with a length below nothing, HTTP/1.1, a, , -1, false",
    "with a length in hexadecimal, HTTP/1.1, a, , 0x5, false",
    "with a length of more than 64 bits, HTTP/1.1, a, , 18446744073709551621, false",
    "with an empty length, HTTP/1.1, a, , '', false"
  })
  void requestIsPlain_whereItsEndAndItsHostAreSaidOnce(
      String what,
      String protocol,
      String hosts,
      String transferEncodings,
      String contentLengths,
      boolean plain) {
    RequestHead head =
        new RequestHead(
            protocol, PATH, values(hosts), values(transferEncodings), values(contentLengths));

    assertThat(head.isPlain()).as("a request " + what).isEqualTo(plain);
  }

  @Test
  void transferEncoding_makesItChunked_whateverItIs() {
    assertThat(head(PATH, List.of("chunked")).isChunked()).isTrue();
    assertThat(head(PATH, List.of("xchunked")).isChunked()).isTrue();
    assertThat(head(PATH, List.of()).isChunked()).isFalse();
  }

  private static boolean isPlain(String path) {
    return head(path, List.of()).isPlain();
  }

  private static RequestHead head(String path, List<String> transferEncodings) {
    return new RequestHead("HTTP/1.1", path, List.of("a"), transferEncodings, List.of());
  }

  private static List<String> values(String text) {
    return text == null ? List.of() : List.of(text.split("\\|", -1));
  }
}
