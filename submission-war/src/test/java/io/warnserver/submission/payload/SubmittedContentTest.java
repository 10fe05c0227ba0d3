package io.warnserver.submission.payload;

import static io.warnserver.submission.base.Samples.key;
import static io.warnserver.submission.base.Samples.keyData;
import static io.warnserver.submission.base.Samples.payload;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.warnserver.protocols.keys.SubmissionPayload;
import io.warnserver.protocols.keys.SubmissionPayload.SubmissionType;
import io.warnserver.submission.base.Samples;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** By what a request is recognised when it comes again. */
class SubmittedContentTest {

  private static SubmissionPayload.Builder first() {
    return payload(key(1), key(2)).addVisitedCountries("FR").addVisitedCountries("NL");
  }

  static Stream<SubmissionPayload.Builder> same() {
    return Stream.of(
        first(),
        first().setRequestPadding(ByteString.copyFromUtf8("filler")),
        first().setOrigin("DE"),
        first().setSubmissionType(SubmissionType.SUBMISSION_TYPE_RAPID_TEST),
        first().addKeys(key(1)),
        first().addVisitedCountries("DE"),
        payload(key(2), key(1)).addVisitedCountries("NL").addVisitedCountries("FR"));
  }

  @ParameterizedTest
  @MethodSource("same")
  void sameKeysAndCountries_areTheSameContent(SubmissionPayload.Builder payload) throws Exception {
    assertThat(Parsing.real(payload).content().toBytes())
        .isEqualTo(Parsing.real(first()).content().toBytes());
  }

  static Stream<SubmissionPayload.Builder> other() {
    return Stream.of(
        first().addKeys(key(3)),
        first().removeKeys(0),
        first().setKeys(0, key(1).setKeyData(keyData(9, 16))),
        first().setKeys(0, key(1).setRollingPeriod(143)),
        first().setKeys(0, key(1).setRollingStartIntervalNumber(Samples.TODAY)),
        first().setKeys(0, key(1).setTransmissionRiskLevel(6)),
        first().setKeys(0, key(1).clearTransmissionRiskLevel()),
        first().setKeys(0, key(1).setDaysSinceOnsetOfSymptoms(2)),
        first().setKeys(0, key(1).clearDaysSinceOnsetOfSymptoms()),
        first().clearVisitedCountries(),
        first().setConsentToFederation(true));
  }

  @ParameterizedTest
  @MethodSource("other")
  void anythingElse_isOtherContent(SubmissionPayload.Builder payload) throws Exception {
    assertThat(Parsing.real(payload).content().toBytes())
        .isNotEqualTo(Parsing.real(first()).content().toBytes());
  }

  @Test
  void keyThatIsDroppedByNow_stillCounts() throws Exception {
    SubmissionPayload.Builder withOld =
        first().addKeys(key(3).setRollingStartIntervalNumber(Samples.TODAY - 20 * 144));

    assertThat(Parsing.real(withOld).keys()).hasSize(2);
    assertThat(Parsing.real(withOld).content().toBytes())
        .isNotEqualTo(Parsing.real(first()).content().toBytes());
  }

  @Test
  void printing_showsNothing() throws Exception {
    assertThat(Parsing.real(first()).content()).hasToString("SubmittedContent[********]");
  }
}
