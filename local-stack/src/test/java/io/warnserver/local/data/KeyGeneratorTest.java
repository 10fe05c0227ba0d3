package io.warnserver.local.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.keys.HourNumber;
import io.warnserver.keys.KeyData;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class KeyGeneratorTest {

  private static final HourNumber END = HourNumber.startOf(LocalDate.of(2026, 11, 23));
  private static final List<String> COUNTRIES = List.of("DE", "FR", "NL");

  @Test
  void samePlan_givesSameKeys() {
    assertThat(keys(1000, 7)).isEqualTo(keys(1000, 7));
  }

  @Test
  void anotherSeed_givesOtherKeyData() {
    assertThat(keyData(keys(1000, 7))).doesNotContainAnyElementsOf(keyData(keys(1000, 8)));
  }

  @Test
  void keyData_isThereOnce() {
    assertThat(keyData(keys(10_000, 1))).doesNotHaveDuplicates();
  }

  @Test
  void hours_getEvenSharesAndEndBeforeTheEnd() {
    var perHour =
        keys(3360, 1).stream()
            .collect(Collectors.groupingBy(GeneratedKey::submissionHour, Collectors.counting()));

    assertThat(perHour).hasSize(336).containsKeys(END.plus(-336), END.plus(-1));
    assertThat(perHour.values()).containsOnly(10L);
  }

  @Test
  void everyKey_isDueInTheHourOfItsSubmission() {
    assertThat(keys(10_000, 1))
        .allSatisfy(
            key -> {
              int due = (key.rollingStart() + key.rollingPeriod() + 12) / 6;
              assertThat(due).isLessThanOrEqualTo(key.submissionHour().value());
              assertThat(key.rollingStart() % 144).isZero();
              assertThat(key.submissionHour().value() / 24 - key.rollingStart() / 144)
                  .isBetween(1, 14);
            });
  }

  @Test
  void values_areThoseThatASubmissionCanHave() {
    assertThat(keys(1000, 1))
        .allSatisfy(
            key -> {
              assertThat(key.transmissionRiskLevel()).isBetween(1, 8);
              assertThat(key.daysSinceOnset()).isBetween(-3, 14);
              assertThat(key.reportType()).isEqualTo(1);
              assertThat(key.visitedCountries()).isEqualTo("DE,FR,NL");
            });
  }

  @Test
  void severalOriginsAndHalfTheCountries_areMixedByChance() {
    KeyPlan plan = new KeyPlan(1000, 24, List.of("FR", "NL"), COUNTRIES, 50, 1);

    List<GeneratedKey> keys = list(new KeyGenerator(plan, END));

    assertThat(keys).extracting(GeneratedKey::origin).contains("FR", "NL").doesNotContain("DE");
    assertThat(keys).extracting(GeneratedKey::visitedCountries).contains("FR", "DE,FR,NL", "DE,NL");
    assertThat(keys).allMatch(key -> key.visitedCountries().contains(key.origin()));
  }

  private static List<GeneratedKey> keys(int count, long seed) {
    return list(new KeyGenerator(KeyPlan.ofOneOrigin(count, 336, COUNTRIES, seed), END));
  }

  private static List<KeyData> keyData(List<GeneratedKey> keys) {
    return keys.stream().map(GeneratedKey::keyData).toList();
  }

  private static List<GeneratedKey> list(KeyGenerator generator) {
    List<GeneratedKey> keys = new ArrayList<>();
    generator.forEachRemaining(keys::add);
    return keys;
  }
}
