package io.warnserver.benchmarks.statistics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    List<Difference> tested = new ArrayList<>();
    TreeSet<String> seen = new TreeSet<>(real.keySet());
    seen.addAll(fake.keySet());
    for (String what : seen) {
      int ofReal = real.getOrDefault(what, 0);
      int ofFake = fake.getOrDefault(what, 0);
      double p = pValue(ofReal, reals - ofReal, ofFake, fakes - ofFake);
      tested.add(new Difference(what, ofReal, ofFake, p));
    }
    tested.sort(Comparator.comparingDouble(Difference::p));
    return holm(tested).stream().filter(d -> d.p() < level).toList();
  }

  /** Two-sided. */
  static double pValue(int a, int b, int c, int d) {
    return FisherExactTest.withDefaults()
        .with(AlternativeHypothesis.TWO_SIDED)
        .test(new int[][] {{a, b}, {c, d}})
        .getPValue();
  }

  private static List<Difference> holm(List<Difference> sorted) {
    Map<String, Difference> corrected = new LinkedHashMap<>();
    double largest = 0;
    for (int i = 0; i < sorted.size(); i++) {
      Difference d = sorted.get(i);
      largest = Math.max(largest, Math.min(1, d.p() * (sorted.size() - i)));
      corrected.put(d.what(), new Difference(d.what(), d.ofReal(), d.ofFake(), largest));
    }
    return List.copyOf(corrected.values());
  }
}
