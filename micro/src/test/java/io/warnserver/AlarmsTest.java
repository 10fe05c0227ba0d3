package io.warnserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whoever is woken by an alarm finds its page. That its metrics are there, a deployed server shows.
 */
class AlarmsTest {

  private static final Path RULES = Path.of("..", "domain-config", "prometheus", "alarms.yml");
  private static final Path PLAYBOOKS = Path.of("..", "docs", "playbooks");

  @Test
  void everyAlarm_hasItsPage_andEveryPageItsAlarm() throws Exception {
    List<String> alarms = wordsAfter("alert: ");
    assertThat(alarms).isNotEmpty().doesNotHaveDuplicates();
    assertThat(wordsAfter("playbook: docs/playbooks/"))
        .containsExactlyElementsOf(alarms.stream().map(alarm -> alarm + ".md").toList());
    try (Stream<Path> files = Files.list(PLAYBOOKS)) {
      assertThat(
              files
                  .map(file -> String.valueOf(file.getFileName()))
                  .filter(f -> !f.equals("README.md")))
          .containsExactlyInAnyOrderElementsOf(alarms.stream().map(a -> a + ".md").toList());
    }
    for (String alarm : alarms) {
      assertThat(Files.readString(PLAYBOOKS.resolve(alarm + ".md")))
          .startsWith("# " + alarm + "\n")
          .contains("## What it means", "## Look", "## Do");
      assertThat(Files.readString(PLAYBOOKS.resolve("README.md"))).contains("(" + alarm + ".md)");
    }
  }

  private static List<String> wordsAfter(String words) throws Exception {
    return Pattern.compile(Pattern.quote(words) + "(\\S+)")
        .matcher(Files.readString(RULES))
        .results()
        .map((MatchResult found) -> found.group(1))
        .toList();
  }
}
