package io.warnserver.benchmarks.statistics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.FisherExactTest;

/**
 * Whether something that was seen comes more often with the one kind than with the other, beyond
 * chance: Fisher's exact test for each thing seen, corrected by Holm for their number.
 */
public final class Proportions {

  private Proportions() {}

  /**
   * How often something was seen with each kind.
   *
   * @param what was seen
   * @param ofReal with so many real ones
   * @param ofFake with so many fakes
   * @param p the chance of a difference this large where there is none, corrected
   */
  public record Difference(String what, int ofReal, int ofFake, double p) {}

  /**
   * Compares.
   *
   * @param real what was seen, and how often
   * @param fake what was seen, and how often
   * @param reals how many there were
   * @param fakes how many there were
   * @param level how often a difference may be told where there is none, such as 0.01
   * @return what differs, the surest first
   */
  public static List<Difference> differences(
      Map<String, Integer> real, Map<String, Integer> fake, int reals, int fakes, double level) {
    Set<String> seen = new TreeSet<>(real.keySet());
    seen.addAll(fake.keySet());
    List<Difference> tested =
        seen.stream()
            .map(
                what -> {
                  int ofReal = real.getOrDefault(what, 0);
                  int ofFake = fake.getOrDefault(what, 0);
                  double p = pValue(ofReal, reals - ofReal, ofFake, fakes - ofFake);
                  return new Difference(what, ofReal, ofFake, p);
                })
            .sorted(Comparator.comparingDouble(Difference::p))
            .toList();
    List<Difference> differences = new ArrayList<>();
    double corrected = 0;
    for (int i = 0; i < tested.size(); i++) {
      Difference d = tested.get(i);
      corrected = Math.max(corrected, Math.min(1, d.p() * (tested.size() - i)));
      if (corrected < level) {
        differences.add(new Difference(d.what(), d.ofReal(), d.ofFake(), corrected));
      }
    }
    return differences;
  }

  /** Two-sided. */
  static double pValue(int a, int b, int c, int d) {
    return FisherExactTest.withDefaults()
        .with(AlternativeHypothesis.TWO_SIDED)
        .test(new int[][] {{a, b}, {c, d}})
        .getPValue();
  }
}
