package io.warnserver.federation.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.federation.audit.AuditEntry;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonAnswersTest {

  @Test
  void mixedAnswer_isRead() {
    assertThat(JsonAnswers.mixed(json("{\"500\":[],\"201\":[0,2,4],\"409\":[1,3]}"), 5))
        .isEqualTo(new UploadAnswer.Mixed(List.of(0, 2, 4), List.of(1, 3), List.of()));
    assertThat(JsonAnswers.mixed(json("{\"500\":[0]}"), 1))
        .isEqualTo(new UploadAnswer.Mixed(List.of(), List.of(), List.of(0)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{}",
        "{\"201\":[0]}",
        "{\"201\":[0,1,2]}",
        "{\"201\":[0,1],\"409\":[1]}",
        "{\"201\":[0,-1]}",
        "{\"201\":[0,\"1\"]}",
        "{\"201\":[0,1.5]}",
        "{\"201\":[0,99999999999]}"
      })
  void mixedAnswerThatDoesNotSayItOfEveryKeyOnce_isNotRead(String text) {
    assertThatThrownBy(() -> JsonAnswers.mixed(json(text), 2)).isInstanceOf(GatewayException.class);
  }

  @Test
  void auditEntry_isReadAndWhatIsMissingIsEmpty() {
    assertThat(
            JsonAnswers.audit(
                json(
                    "[{\"country\":\"FR\",\"uploadedTime\":\"2026-11-23T10:48:46.71Z\",\"amount\":7,"
                        + "\"batchSignature\":null,\"more\":{}}]")))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.country()).isEqualTo("FR");
              assertThat(entry.uploadedTime()).isEqualTo("2026-11-23T10:48:46.71Z");
              assertThat(entry.amount()).isEqualTo(7);
              assertThat(entry.batchSignature()).isEmpty();
              assertThat(entry.signingCertificate()).isEmpty();
            });
    assertThat(JsonAnswers.audit(json("[]"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[1]", "", "[{]"})
  void otherThanAnAudit_isNotRead(String text) {
    assertThatThrownBy(() -> JsonAnswers.audit(json(text))).isInstanceOf(GatewayException.class);
  }

  @Test
  void whatTheParserGivesUpOn_isNotRead() {
    String deep = "[".repeat(3000) + "]".repeat(3000);
    String longNumber = "{\"201\":[" + "1".repeat(3000) + "]}";

    assertThatThrownBy(() -> JsonAnswers.audit(json(deep))).isInstanceOf(GatewayException.class);
    assertThatThrownBy(() -> JsonAnswers.callbacks(json(deep)))
        .isInstanceOf(GatewayException.class);
    assertThatThrownBy(() -> JsonAnswers.mixed(json(longNumber), 1))
        .isInstanceOf(GatewayException.class);
  }

  /** Before a parser builds the text. */
  @ParameterizedTest
  @ValueSource(strings = {"x", "\\\"", "\\\\", "\\u0041"})
  void textThatIsTooLong_isNotRead(String part) {
    String text = part.repeat(ShortTexts.MAX_BYTES / part.length() + 1);

    assertThatThrownBy(() -> JsonAnswers.audit(json("[{\"country\":\"" + text + "\"}]")))
        .isInstanceOf(GatewayException.class);
    assertThat(
            JsonAnswers.audit(
                json(
                    "[{\"batchSignature\":\""
                        + "x".repeat(ShortTexts.MAX_BYTES - 1)
                        + "\",\"country\":\"FR\"}]")))
        .extracting(AuditEntry::country)
        .containsExactly("FR");
  }

  @Test
  void certificatesOfManyEntries_areKeptOnce() {
    String entry = "{\"country\":\"FR\",\"signingCertificate\":\"PEM\",\"amount\":1}";

    List<AuditEntry> entries = JsonAnswers.audit(json("[" + entry + "," + entry + "]"));

    assertThat(entries).hasSize(2);
    assertThat(entries.get(0).signingCertificate()).isSameAs(entries.get(1).signingCertificate());
  }

  @Test
  void moreEntriesThanABatchHasKeys_areNotRead() {
    String entries = String.join(",", Collections.nCopies(BatchReader.MAX_KEYS + 1, "{}"));

    assertThatThrownBy(() -> JsonAnswers.audit(json("[" + entries + "]")))
        .isInstanceOf(GatewayException.class);
  }

  private static InputStream json(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
