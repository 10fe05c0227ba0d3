package io.warnserver.keystores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadAgainTest {

  private final ReadAgain<String, String> readAgain = new ReadAgain<>();
  @TempDir private Path folder;
  private Path file;
  private int readings;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("file"), "first");
  }

  @Test
  void nothingChanged_isReadOnce() {
    assertThat(get("settings")).isEqualTo("first");
    assertThat(get("settings")).isEqualTo("first");
    assertThat(readings).isEqualTo(1);
  }

  @Test
  void otherSettings_areReadAgain() {
    get("settings");
    get("others");

    assertThat(readings).isEqualTo(2);
  }

  @Test
  void fileOfAnotherSize_isReadAgain() throws IOException {
    get("settings");
    Files.writeString(file, "second");

    assertThat(get("settings")).isEqualTo("second");
  }

  /** As container platforms exchange secrets. */
  @Test
  void fileThatIsMovedIntoPlace_isReadAgain() throws IOException {
    get("settings");
    Path other = Files.writeString(folder.resolve("other"), "third");
    Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);

    assertThat(get("settings")).isEqualTo("third");
  }

  @Test
  void fileThatIsGone_isMissedEachTime_andReadWhenItIsBack() throws IOException {
    get("settings");
    Files.delete(file);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> get("settings")).isInstanceOf(UncheckedIOException.class);
    }
    Files.writeString(file, "first");

    assertThat(get("settings")).isEqualTo("first");
    assertThat(readings).isEqualTo(4);
  }

  private String get(String settings) {
    return readAgain.get(settings, List.of(file), this::read);
  }

  private String read() {
    readings++;
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
