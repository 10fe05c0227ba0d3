package io.warnserver.submission.payload;

import static io.warnserver.submission.base.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.keys.DiagnosisKey;
import io.warnserver.protocols.keys.SubmissionPayload;
import io.warnserver.submission.base.RefusedException;
import io.warnserver.submission.base.Samples;
import java.util.List;

/** Parses payloads under the sample settings and says how that must end. */
public final class Parsing {

  private static final PayloadParser PARSER = new PayloadParser(Samples.settings());

  private Parsing() {}

  /** What a real request with the payload hands in. */
  public static Submission real(SubmissionPayload.Builder payload) throws RefusedException {
    return parse(payload.build().toByteArray(), false);
  }

  /** The one key that a real request with the payload hands in. */
  public static DiagnosisKey onlyKey(SubmissionPayload.Builder payload) throws RefusedException {
    List<DiagnosisKey> keys = real(payload).keys();
    assertThat(keys).hasSize(1);
    return keys.get(0);
  }

  public static Submission parse(byte[] body, boolean fake) throws RefusedException {
    return PARSER.parse(body, fake, NOW);
  }

  /** A real request and a fake one end alike. */
  public static void assertBoth(SubmissionPayload.Builder payload, boolean taken, String rule) {
    assertReal(payload, taken, rule);
    assertFake(payload, taken, rule);
  }

  public static void assertReal(SubmissionPayload.Builder payload, boolean taken, String rule) {
    assertParsed(PARSER, payload, false, taken, rule);
  }

  public static void assertFake(SubmissionPayload.Builder payload, boolean taken, String rule) {
    assertParsed(PARSER, payload, true, taken, rule);
  }

  /**
   * @param rule the name of the rule that is broken, where it is not taken
   */
  public static void assertParsed(
      PayloadParser parser,
      SubmissionPayload.Builder payload,
      boolean fake,
      boolean taken,
      String rule) {
    byte[] body = payload.build().toByteArray();
    if (taken) {
      assertThatCode(() -> parser.parse(body, fake, NOW)).doesNotThrowAnyException();
    } else {
      assertRefused(() -> parser.parse(body, fake, NOW), rule);
    }
  }

  /** One attempt to parse. */
  interface Attempt {
    Submission parse() throws RefusedException;
  }

  public static void assertRefused(Attempt attempt, String rule) {
    assertThatThrownBy(attempt::parse)
        .isInstanceOfSatisfying(RefusedException.class, e -> assertThat(e.rule()).isEqualTo(rule));
  }
}
