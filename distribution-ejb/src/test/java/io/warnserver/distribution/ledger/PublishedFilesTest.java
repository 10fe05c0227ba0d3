package io.warnserver.distribution.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.distribution.testing.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PublishedFilesTest {

  private final PublishedFiles files = new PublishedFiles(TestDatabase.cleared().distribution());

  @Test
  void recordedFiles_areKnownByTheirLastContent() {
    files.record("version", "a");
    files.record("other", "b");
    files.record("version", "c");

    assertThat(files.all()).isEqualTo(Map.of("version", "c", "other", "b"));
  }

  @Test
  void forgottenFile_isUnknown() {
    files.record("version", "a");

    files.forget("version");
    files.forget("never there");

    assertThat(files.all()).isEmpty();
  }
}
