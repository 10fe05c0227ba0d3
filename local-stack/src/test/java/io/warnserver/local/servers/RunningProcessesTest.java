package io.warnserver.local.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningProcessesTest {

  @TempDir private Path folder;

  private Process process;

  @BeforeEach
  void start() throws IOException {
    process = new ProcessBuilder("sleep", "600").start();
  }

  @AfterEach
  void end() {
    process.destroyForcibly();
  }

  @Test
  void leftBehindProcess_isEndedByTheNextRun() throws Exception {
    Path file = folder.resolve("processes");
    new RunningProcesses(file).add(process.toHandle());

    new RunningProcesses(file).endAll();

    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(file).doesNotExist();
  }

  @Test
  void sameNumberOfAnotherProcess_isLeftAlone() throws Exception {
    Path file = folder.resolve("processes");
    Files.writeString(file, process.pid() + " " + Instant.EPOCH + "\nnonsense\n");

    new RunningProcesses(file).endAll();

    assertThat(process.isAlive()).isTrue();
  }

  @Test
  void noFile_isNothingToDo() {
    new RunningProcesses(folder.resolve("processes")).endAll();

    assertThat(process.isAlive()).isTrue();
  }
}
