package io.warnserver.benchmarks.meters;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ProcessFamilyTest {

  /** A shell whose child counts to a million and has ended when it says so. */
  private static final String SHELL =
      "sh -c 'i=0; while [ $i -lt 1000000 ]; do i=$((i+1)); done'; echo ended; read end";

  @Test
  void childThatHasEnded_isCountedStill() throws Exception {
    Process shell = new ProcessBuilder("sh", "-c", SHELL).start();
    try (OutputStream toEnd = shell.getOutputStream();
        BufferedReader said =
            new BufferedReader(
                new InputStreamReader(shell.getInputStream(), StandardCharsets.UTF_8))) {
      ProcessFamily family = new ProcessFamily(shell.toHandle());

      assertThat(said.readLine()).isEqualTo("ended");

      assertThat(shell.descendants()).isEmpty();
      assertThat(family.cpuSeconds()).isGreaterThan(0.05);
      toEnd.write('\n');
    } finally {
      shell.destroy();
    }
  }
}
