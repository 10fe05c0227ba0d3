package io.warnserver.submission.payload;

import static io.warnserver.submission.base.Samples.TODAY;
import static io.warnserver.submission.base.Samples.key;
import static io.warnserver.submission.base.Samples.payload;
import static io.warnserver.submission.base.Samples.payloadOf;
import static io.warnserver.submission.payload.Parsing.assertBoth;
import static io.warnserver.submission.payload.Parsing.assertFake;
import static io.warnserver.submission.payload.Parsing.assertParsed;
import static io.warnserver.submission.payload.Parsing.assertReal;
import static io.warnserver.submission.payload.Parsing.assertRefused;
import static io.warnserver.submission.payload.Parsing.onlyKey;
import static io.warnserver.submission.payload.Parsing.parse;
import static io.warnserver.submission.payload.Parsing.real;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.warnserver.keys.Country;
import io.warnserver.keys.DiagnosisKey;
import io.warnserver.keys.IntervalNumber;
import io.warnserver.keys.KeyData;
import io.warnserver.keys.ReportType;
import io.warnserver.protocols.keys.SubmissionPayload;
import io.warnserver.protocols.keys.SubmissionPayload.SubmissionType;
import io.warnserver.protocols.keys.TemporaryExposureKey;
import io.warnserver.submission.base.RefusedException;
import io.warnserver.submission.base.Samples;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a payload is, and how many keys it carries (submission API, "Request", "Rules"). */
class PayloadParserTest {

  @Test
  void goodKey_isTakenWithAllItsFields() throws RefusedException {
    Submission submission =
        real(
            payload(key(7).setReportType(TemporaryExposureKey.ReportType.SELF_REPORT))
                .addVisitedCountries("FR")
                .setOrigin("DE")
                .setConsentToFederation(true));

    assertThat(submission.keys())
        .containsExactly(
            new DiagnosisKey(
                KeyData.of(Samples.keyData(7, 16).toByteArray()),
                new IntervalNumber(TODAY - 144),
                144,
                5,
                1,
                ReportType.SELF_REPORT));
    assertThat(submission.origin()).isEqualTo(new Country("DE"));
    assertThat(submission.visitedCountries()).containsExactly(new Country("DE"), new Country("FR"));
    assertThat(submission.consentToFederation()).isTrue();
  }

  @Test
  void missingConsent_isNone() throws RefusedException {
    assertThat(real(payload(key(7))).consentToFederation()).isFalse();
    assertThat(real(payload(key(7)).setConsentToFederation(false)).consentToFederation()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"0, false", "1, true", "16, true", "17, false"})
  void realRequest_has1To16Keys(int keys, boolean taken) {
    assertReal(payloadOf(keys), taken, "KeyCount");
  }

  @ParameterizedTest
  @CsvSource({"0, true", "1, true", "16, true", "17, false"})
  void fakeRequest_hasNoneTo16Keys(int keys, boolean taken) {
    assertFake(payloadOf(keys), taken, "KeyCount");
  }

  @ParameterizedTest
  @CsvSource({"3, true", "4, false"})
  void mostKeys_areASetting(int keys, boolean taken) {
    assertParsed(
        new PayloadParser(Samples.settings(Map.of("warn.submission.max-keys", "3"))),
        payloadOf(keys),
        false,
        taken,
        "KeyCount");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ff", "0a", "0a05", "0a03ffffff", "08", "0a020a7f", "0b", "00", "68656c6c6f"})
  void bodyThatCannotBeParsed_isRefused(String hex) {
    byte[] body = HexFormat.of().parseHex(hex);

    assertRefused(() -> parse(body, false), "Parsable");
    assertRefused(() -> parse(body, true), "Parsable");
  }

  @Test
  void cutOffBody_isRefused() {
    byte[] whole = payloadOf(14).build().toByteArray();
    byte[] body = Arrays.copyOf(whole, whole.length - 1);

    assertRefused(() -> parse(body, false), "Parsable");
    assertRefused(() -> parse(body, true), "Parsable");
  }

  @Test
  void emptyBody_isAFakesAndNotARealOnes() {
    assertFake(payload(), true, "-");
    assertReal(payload(), false, "KeyCount");
  }

  @Test
  void fakeAsTheRealAppsSendIt_isGood() throws RefusedException {
    Submission submission =
        parse(
            payload()
                .setRequestPadding(Samples.keyData(1, 2000))
                .setConsentToFederation(false)
                .build()
                .toByteArray(),
            true);

    assertThat(submission.keys()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(SubmissionType.class)
  void submissionType_isNoReasonToRefuse(SubmissionType type) {
    assertBoth(payload(key(1)).setSubmissionType(type), true, "-");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 99})
  void unknownSubmissionType_isNoReasonToRefuse(int type) {
    assertBoth(withVarint(payload(key(1)), 7, type), true, "-");
  }

  @Test
  void unknownReportType_isAConfirmedTest() throws RefusedException {
    TemporaryExposureKey.Builder key = key(1).setUnknownFields(varint(5, 17)).clearReportType();

    assertThat(onlyKey(payload(key)).reportType()).isEqualTo(ReportType.CONFIRMED_TEST);
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 8})
  void checkInsOfLaterApps_areSkipped(int field) throws RefusedException {
    UnknownFieldSet.Field checkIns =
        UnknownFieldSet.Field.newBuilder()
            .addLengthDelimited(
                ByteString.copyFrom(HexFormat.of().parseHex("0a0361626310a5b0e801")))
            .addLengthDelimited(ByteString.copyFromUtf8("anything at all"))
            .addLengthDelimited(ByteString.EMPTY)
            .build();

    Submission submission =
        real(
            payload(key(1))
                .setUnknownFields(UnknownFieldSet.newBuilder().addField(field, checkIns).build()));

    assertThat(submission.keys()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {9, 100, 536_870_911})
  void unknownFields_areSkipped(int field) {
    assertBoth(withVarint(payload(key(1)), field, 1), true, "-");
    assertBoth(payload(key(1).setUnknownFields(varint(field, 1))), true, "-");
  }

  @Test
  void refusal_saysTheRuleAndNothingThatWasSent() {
    byte[] body = payload(key(1)).setOrigin("${secret}").build().toByteArray();

    assertThatThrownBy(() -> parse(body, false))
        .isInstanceOf(RefusedException.class)
        .hasMessage("refused by the rule OriginIsOwnCountry")
        .hasNoCause();
  }

  private static SubmissionPayload.Builder withVarint(
      SubmissionPayload.Builder payload, int field, int value) {
    return payload.setUnknownFields(varint(field, value));
  }

  private static UnknownFieldSet varint(int field, int value) {
    return UnknownFieldSet.newBuilder()
        .addField(field, UnknownFieldSet.Field.newBuilder().addVarint(value).build())
        .build();
  }
}
