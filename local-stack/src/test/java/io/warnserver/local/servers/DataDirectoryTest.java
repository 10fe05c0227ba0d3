package io.warnserver.local.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

  @TempDir private Path folder;

  @Test
  void secondRunOnTheSameData_isRefused() {
    DataDirectory first = DataDirectory.open(folder);

    assertThatThrownBy(() -> DataDirectory.open(folder))
        .isInstanceOf(StartFailedException.class)
        .hasMessageContaining("another run uses the data in " + folder);
    first.close();
    DataDirectory.open(folder).close();
  }

  @Test
  void deletedData_staysTaken() throws Exception {
    try (DataDirectory data = DataDirectory.open(folder)) {
      Files.writeString(data.folder("a/b").resolve("c"), "d");

      data.deleteData();

      assertThat(folder.resolve("a")).doesNotExist();
      assertThatThrownBy(() -> DataDirectory.open(folder)).isInstanceOf(StartFailedException.class);
    }
  }

  @Test
  void fileInThePlaceOfTheFolder_isNamed() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() -> DataDirectory.open(file))
        .isInstanceOf(StartFailedException.class)
        .hasMessageContaining(file.toString());
  }
}
