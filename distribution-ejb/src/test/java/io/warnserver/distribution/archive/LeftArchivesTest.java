package io.warnserver.distribution.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftArchivesTest {

  @TempDir Path folder;
  private Path old;
  private Path young;
  private Path foreign;

  @BeforeEach
  void leaveFiles() throws IOException {
    old = aged(SignedArchive.temporaryFile(folder), Duration.ofMinutes(61));
    young = aged(SignedArchive.temporaryFile(folder), Duration.ofMinutes(59));
    foreign = aged(Files.createTempFile(folder, "warn-", ".zip"), Duration.ofDays(1));
  }

  private static Path aged(Path file, Duration age) throws IOException {
    FileTime made = Files.getLastModifiedTime(file);
    return Files.setLastModifiedTime(file, FileTime.from(made.toInstant().minus(age)));
  }

  @Test
  void archivesOfAnHourAgo_areDeletedAndNothingElse() throws IOException {
    LeftArchives.delete(folder);

    assertThat(old).doesNotExist();
    assertThat(young).exists();
    assertThat(foreign).exists();
  }

  @Test
  void whatCannotBeDeleted_isLeftThere() throws IOException {
    // Not a file of ours, but of such a name; it cannot be deleted because it is not empty.
    Path full =
        Files.createDirectory(folder.resolve(SignedArchive.PREFIX + "1" + SignedArchive.SUFFIX));
    Files.createFile(full.resolve("something"));
    aged(full, Duration.ofDays(1));

    LeftArchives.delete(folder);

    assertThat(old).doesNotExist();
    assertThat(full).exists();
  }
}
