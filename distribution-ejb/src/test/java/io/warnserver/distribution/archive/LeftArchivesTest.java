package io.warnserver.distribution.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeftArchivesTest {

  private final Path old = aged(SignedArchive::temporaryFile, Duration.ofMinutes(61));
  private final Path young = aged(SignedArchive::temporaryFile, Duration.ofMinutes(59));
  private final Path foreign =
      aged(() -> Files.createTempFile("warn-", ".zip"), Duration.ofDays(1));

  private interface Making {
    Path file() throws IOException;
  }

  private static Path aged(Making making, Duration age) {
    try {
      Path file = making.file();
      FileTime made = Files.getLastModifiedTime(file);
      return Files.setLastModifiedTime(file, FileTime.from(made.toInstant().minus(age)));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Not a file of ours, but of such a name; it cannot be deleted because it is not empty. */
  private static Path folder() throws IOException {
    Path folder = Files.createTempDirectory(SignedArchive.PREFIX);
    Path named = folder.resolveSibling(folder.getFileName() + SignedArchive.SUFFIX);
    Files.createFile(Files.move(folder, named).resolve("something"));
    return named;
  }

  @AfterEach
  void deleteAll() throws IOException {
    Files.deleteIfExists(old);
    Files.deleteIfExists(young);
    Files.deleteIfExists(foreign);
  }

  @Test
  void archivesOfAnHourAgo_areDeletedAndNothingElse() throws IOException {
    assertThat(LeftArchives.delete()).isPositive();

    assertThat(old).doesNotExist();
    assertThat(young).exists();
    assertThat(foreign).exists();
    assertThat(LeftArchives.delete()).isZero();
  }

  @Test
  void whatCannotBeDeleted_isLeftThere() throws IOException {
    Path folder = aged(LeftArchivesTest::folder, Duration.ofDays(1));
    try {
      assertThat(LeftArchives.delete()).isPositive();

      assertThat(old).doesNotExist();
      assertThat(folder).exists();
    } finally {
      Files.deleteIfExists(folder.resolve("something"));
      Files.deleteIfExists(folder);
    }
  }
}
