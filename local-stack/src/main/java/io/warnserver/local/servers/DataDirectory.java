package io.warnserver.local.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;

/** The folder of one stack's data, held by one run at a time. */
public final class DataDirectory implements AutoCloseable {

  /** The folder of PostgreSQL's data. */
  static final String DATABASE = "postgresql";

  private final Path root;
  private final FileLock lock;

  private DataDirectory(Path root, FileLock lock) {
    this.root = root;
    this.lock = lock;
  }

  /**
   * Takes the folder, making it where it is missing, and ends the processes that a killed run left
   * behind.
   *
   * @throws StartFailedException where another run has it, or it cannot be written
   */
  public static DataDirectory open(Path root) {
    try {
      Files.createDirectories(root);
      FileChannel channel =
          FileChannel.open(
              root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw new StartFailedException(
            "another run uses the data in " + root + ": end it first (Ctrl-C where it runs)");
      }
      DataDirectory opened = new DataDirectory(root, lock);
      opened.endProcesses();
      return opened;
    } catch (IOException e) {
      throw new StartFailedException(
          "the data directory " + root + " cannot be used; does it belong to another user?", e);
    }
  }

  /** The folder itself. */
  public Path root() {
    return root;
  }

  /** A folder for one part's data; made where it is missing. */
  public Path folder(String name) {
    try {
      return Files.createDirectories(root.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where a part's output goes. */
  public Path log(String part) {
    return folder("logs").resolve(part + ".log");
  }

  /** The processes that work on this data. */
  public RunningProcesses processes() {
    return new RunningProcesses(root.resolve("processes"));
  }

  /** Deletes all data. The folder stays, and stays taken. */
  public void deleteData() {
    try (Stream<Path> children = Files.list(root)) {
      children.filter(c -> !c.endsWith("lock")).forEach(DataDirectory::deleteTree);
    } catch (IOException e) {
      throw new StartFailedException("the data in " + root + " cannot be deleted", e);
    }
  }

  /**
   * Deletes a folder with everything in it; a missing one is no error.
   *
   * @throws StartFailedException where it cannot be deleted
   */
  public static void deleteTree(Path tree) {
    try {
      if (Files.exists(tree)) {
        FileUtils.forceDelete(tree.toFile());
      }
    } catch (IOException e) {
      throw new StartFailedException(tree + " cannot be deleted", e);
    }
  }

  /**
   * Ends what still works on the data, such as a server that was just starting, and gives the
   * folder back.
   */
  @Override
  public void close() {
    endProcesses();
    giveBack();
  }

  /** Gives the folder back only, as the end of a killed run does. */
  void giveBack() {
    try {
      lock.acquiredBy().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void endProcesses() {
    processes().endAll();
    RunningProcesses.endPostgres(root.resolve(DATABASE));
  }

  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }
}
