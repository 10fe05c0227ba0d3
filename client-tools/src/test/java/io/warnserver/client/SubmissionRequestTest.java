package io.warnserver.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.protocols.keys.SubmissionPayload;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SubmissionRequestTest {
  private static final UUID TAN = UUID.fromString("0b5d9b8c-3f0e-4f5a-9a52-0e3a2f9f4c11");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final RandomKeys KEYS =
      new RandomKeys(Clock.fixed(Instant.parse("2026-11-09T10:00:00Z"), ZoneOffset.UTC), RANDOM);

  @Test
  void realRequest_carriesTheSubmission() throws Exception {
    Submission submission = new Submission(KEYS.ofPastDays(3), "DE", List.of("DE", "FR"), true);
    SubmissionRequest request = SubmissionRequest.real(TAN, submission, RANDOM);

    SubmissionPayload payload = SubmissionPayload.parseFrom(request.body());
    assertThat(payload.getKeysList()).isEqualTo(submission.keys());
    assertThat(payload.getOrigin()).isEqualTo("DE");
    assertThat(payload.getVisitedCountriesList()).containsExactly("DE", "FR");
    assertThat(payload.getConsentToFederation()).isTrue();
    assertThat(request.headers())
        .containsEntry("cwa-authorization", TAN.toString())
        .containsEntry("cwa-fake", "0")
        .containsEntry("cwa-header-padding", "")
        .containsEntry("content-type", "application/x-protobuf");
  }

  @Test
  void fakeRequest_carriesPaddingOnly() throws Exception {
    SubmissionRequest request = SubmissionRequest.fake(RANDOM);

    SubmissionPayload payload = SubmissionPayload.parseFrom(request.body());
    assertThat(payload.toBuilder().clearRequestPadding().build())
        .isEqualTo(SubmissionPayload.getDefaultInstance());
    assertThat(request.headers())
        .containsEntry("cwa-authorization", "")
        .containsEntry("cwa-fake", "1");
  }

  @Test
  void realAndFakeRequests_areEquallyLong() {
    SubmissionRequest fake = SubmissionRequest.fake(RANDOM);
    List<String> everywhere =
        Stream.iterate(0, i -> i + 1).limit(35).map(i -> "X" + (char) ('A' + i % 26)).toList();
    for (int count = 0; count <= 14; count++) {
      for (List<String> visited : List.of(List.<String>of(), List.of("DE", "FR"), everywhere)) {
        Submission submission = new Submission(KEYS.ofPastDays(count), "DE", visited, false);
        SubmissionRequest real = SubmissionRequest.real(TAN, submission, RANDOM);

        assertThat(real.body()).hasSameSizeAs(fake.body()).hasSize(SubmissionRequest.BODY_UNIT);
        assertThat(lengthOf(real.headers())).isEqualTo(lengthOf(fake.headers()));
        assertThat(real.headers().keySet()).isEqualTo(fake.headers().keySet());
      }
    }
  }

  @Test
  void manyKeys_fillFurtherUnits() {
    for (int count = 15; count <= 300; count++) {
      Submission submission = new Submission(KEYS.ofPastDays(count), "", List.of(), false);

      assertThat(SubmissionRequest.real(TAN, submission, RANDOM).body().length)
          .isGreaterThan(count * 30)
          .matches(length -> length % SubmissionRequest.BODY_UNIT == 0);
    }
  }

  private static int lengthOf(Map<String, String> headers) {
    return headers.entrySet().stream()
        .map(header -> header.getKey() + ": " + header.getValue())
        .collect(Collectors.joining("\r\n"))
        .length();
  }
}
