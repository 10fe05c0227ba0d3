package io.warnserver.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.protocols.keys.SubmissionPayload;
import io.warnserver.protocols.keys.TemporaryExposureKey;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RequestTemplateTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-15T12:00:00Z"), ZoneOffset.UTC);

  private final SplittableRandom random = new SplittableRandom(1);
  private final RequestTemplate real =
      RequestTemplate.real("host:1", CLOCK, random, false, BodyShape.AS_SENT);

  @Test
  void realAndFake_areEquallyLong() {
    byte[] fake = RequestTemplate.fake("host:1", random, BodyShape.AS_SENT).next(random);

    assertThat(real.next(random)).hasSameSizeAs(fake);
    assertThat(head(fake)).contains("\r\ncwa-fake: 1\r\n", "\r\ncwa-authorization: \r\n");
  }

  @Test
  void twoOfATemplate_haveOtherTansAndOtherKeys() throws Exception {
    byte[] first = real.next(random);
    byte[] second = real.next(random);

    assertThat(tan(first)).isNotEqualTo(tan(second)).hasSize(36);
    Set<Object> keys = new HashSet<>();
    for (byte[] request : new byte[][] {first, second}) {
      for (TemporaryExposureKey key : payload(request).getKeysList()) {
        keys.add(key.getKeyData());
        assertThat(key.getRollingPeriod()).isEqualTo(144);
      }
    }
    assertThat(keys).hasSize(28);
  }

  @Test
  void stretchedBody_isAsLongAsWanted_announcedOrChunked() {
    byte[] announced =
        RequestTemplate.fake("host:1", random, new BodyShape(150_000, false)).next(random);
    byte[] chunked =
        RequestTemplate.real("host:1", CLOCK, random, false, new BodyShape(150_000, true))
            .next(random);

    assertThat(head(announced)).containsPattern("content-length: 15\\d{4}\r\n");
    assertThat(head(chunked)).contains("transfer-encoding: chunked").doesNotContain("length");
    assertThat(new String(chunked, StandardCharsets.ISO_8859_1)).endsWith("\r\n0\r\n\r\n");
  }

  @Test
  void emptyPost_hasNoBody() {
    assertThat(new String(RequestTemplate.empty("h:1", "/x/"), StandardCharsets.UTF_8))
        .isEqualTo("POST /x/ HTTP/1.1\r\nhost: h:1\r\ncontent-length: 0\r\n\r\n");
  }

  private static String head(byte[] request) {
    String text = new String(request, StandardCharsets.ISO_8859_1);
    return text.substring(0, text.indexOf("\r\n\r\n") + 4);
  }

  private static String tan(byte[] request) {
    return head(request).replaceAll("(?s).*cwa-authorization: ([^\r]*)\r.*", "$1");
  }

  private static SubmissionPayload payload(byte[] request) throws Exception {
    return SubmissionPayload.parseFrom(
        Arrays.copyOfRange(request, head(request).length(), request.length));
  }
}
