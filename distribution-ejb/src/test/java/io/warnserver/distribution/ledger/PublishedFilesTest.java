package io.warnserver.distribution.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.distribution.ledger.PublishedFiles.Content;
import io.warnserver.distribution.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PublishedFilesTest {

  private final PublishedFiles files = new PublishedFiles(TestDatabase.cleared().distribution());

  @Test
  void recordedFiles_areKnownByTheirLastContent() {
    files.record("version", new Content("a", "\"1\""));
    files.record("other", new Content("b", "\"2\""));
    files.record("version", new Content("c", "\"3\""));

    assertThat(files.listed())
        .isEqualTo(
            Map.of("version", new Content("c", "\"3\""), "other", new Content("b", "\"2\"")));
    assertThat(files.unlisted()).isEmpty();
  }

  @Test
  void forgottenFile_isUnknown() {
    files.record("version", new Content("a", "\"1\""));

    files.forget(List.of("version", "never there"));

    assertThat(files.listed()).isEmpty();
  }

  @Test
  void unlistedFile_isKnownByItsTimeUntilItIsRecordedAgain() {
    Instant now = Instant.parse("2026-03-02T10:05:00Z");
    files.record("old", new Content("a", "\"1\""));
    files.record("other", new Content("b", "\"2\""));

    files.unlist(List.of("old"), now);

    assertThat(files.listed()).containsOnlyKeys("other");
    assertThat(files.unlisted()).containsExactly("old");
    assertThat(files.unlistedUntil(now)).containsExactly("old");
    assertThat(files.unlistedUntil(now.minus(Duration.ofMillis(1)))).isEmpty();

    files.record("old", new Content("a", "\"1\""));

    assertThat(files.listed()).containsOnlyKeys("old", "other");
    assertThat(files.unlisted()).isEmpty();
  }
}
