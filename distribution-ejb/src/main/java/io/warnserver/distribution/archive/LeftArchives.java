package io.warnserver.distribution.archive;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Temporary files of processes that were killed before they could delete them. */
public final class LeftArchives {

  private static final Logger LOG = Logger.getLogger(LeftArchives.class.getName());

  /** No archive waits that long to be put. */
  private static final Duration OLD = Duration.ofHours(1);

  private LeftArchives() {}

  /**
   * Deletes those that are older than an hour, by the file system's own clock; younger ones may be
   * another instance's, at work.
   *
   * @throws IOException if the folder for temporary files cannot be read or written
   */
  public static void delete() throws IOException {
    delete(SignedArchive.FOLDER);
  }

  static void delete(Path folder) throws IOException {
    Path now = SignedArchive.temporaryFile(folder);
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(folder, SignedArchive.PREFIX + "*" + SignedArchive.SUFFIX)) {
      Instant before = Files.getLastModifiedTime(now).toInstant().minus(OLD);
      for (Path file : files) {
        delete(file, FileTime.from(before));
      }
    } finally {
      Files.deleteIfExists(now);
    }
  }

  /** One that cannot be deleted may be anybody's; it must not keep keys from being published. */
  private static void delete(Path file, FileTime before) {
    try {
      if (Files.getLastModifiedTime(file).compareTo(before) < 0) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      LOG.log(Level.FINE, "A temporary file is left where it is, or has just gone", e);
    }
  }
}
