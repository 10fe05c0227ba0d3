package io.warnserver.benchmarks.meters;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessFamilyTest {

  /** As proc(5) has it: 3.05 seconds in user mode, 0.20 in the kernel. */
  @ParameterizedTest
  @ValueSource(strings = {"sh", "a b", ") 1 (", ""})
  void childrenThatHaveEnded_areCounted(String name) {
    String stat = "4711 (" + name + ") S 1 2 3 0 -1 4194304 10 20 0 0 11 12 305 20 20 0 1 0 99 0";

    assertThat(ProcessFamily.endedSeconds(stat)).isEqualTo(3.25);
  }
}
