package io.warnserver.benchmarks.alike;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.benchmarks.load.Exchange;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Planted differences must be seen, and where there are none, none may be. */
class ComparisonTest {

  private static final int COUNT = 3000;
  private static final List<String> HEADERS = List.of("server: x", "date", "content-length: 0");

  private final SplittableRandom random = new SplittableRandom(11);

  @Test
  void alike_areNotToldApart() {
    Comparison seen = compare(sample(5, 3, 200, HEADERS), sample(5, 3, 200, HEADERS));

    assertThat(seen.pairs()).isEqualTo(COUNT);
    assertThat(seen.auc().folded()).isLessThan(0.53);
    assertThat(seen.learned().value()).isLessThan(0.53);
    assertThat(seen.distance()).isLessThan(0.05);
    assertThat(seen.differences()).isEmpty();
    assertThat(seen.isEnough()).isTrue();
  }

  @Test
  void plantedTime_isSeen() {
    Comparison seen = compare(sample(6, 3, 200, HEADERS), sample(5, 3, 200, HEADERS));

    assertThat(seen.auc().value()).isGreaterThan(0.65);
    assertThat(seen.learned().value()).isGreaterThan(0.65);
    assertThat(seen.distance()).isGreaterThan(0.25);
    assertThat(seen.differences()).isEmpty();
  }

  /** As the known server has it: fakes take about the average, always. */
  @Test
  void plantedNarrowTime_isLearned() {
    Comparison seen = compare(sample(5, 3, 200, HEADERS), sample(6.4, 0.2, 200, HEADERS));

    assertThat(seen.auc().folded()).isLessThan(0.55);
    assertThat(seen.learned().value()).isGreaterThan(0.9);
    assertThat(seen.distance()).isGreaterThan(0.4);
  }

  @Test
  void plantedHeader_isListed() {
    Comparison seen =
        compare(
            sample(5, 3, 200, List.of("server: x", "date", "x-extra: 1", "content-length: 0")),
            sample(5, 3, 200, HEADERS));

    assertThat(seen.differences())
        .anyMatch(d -> d.startsWith("header x-extra: 1: 3000 of 3000 real, 0 of 3000 fake"))
        .anyMatch(d -> d.startsWith("headers in this order: [server, date, content-length]"));
    assertThat(seen.learned().value()).isGreaterThan(0.95);
  }

  @Test
  void plantedStatus_isListed() {
    List<Exchange> some = sample(5, 3, 200, HEADERS);
    List<Exchange> real =
        IntStream.range(0, COUNT)
            .mapToObj(i -> i < 30 ? exchange(5, 503, HEADERS, 120, false) : some.get(i))
            .toList();

    Comparison seen = compare(real, sample(5, 3, 200, HEADERS));

    assertThat(seen.differences())
        .anyMatch(d -> d.startsWith("status 503: 30 of 3000 real, 0 of 3000 fake"));
  }

  @Test
  void plantedBytesAndClosedConnections_areListed() {
    List<Exchange> real =
        IntStream.range(0, COUNT)
            .mapToObj(i -> exchange(5, 200, HEADERS, 121, i % 20 == 0))
            .toList();

    assertThat(compare(real, sample(5, 3, 200, HEADERS)).differences())
        .anyMatch(d -> d.startsWith("status 200, 121 bytes: 3000 of 3000 real"))
        .anyMatch(d -> d.startsWith("connection closed: 150 of 3000 real, 0 of 3000 fake"));
  }

  @Test
  void singlePair_isTooLittleAndNoFailure() {
    List<Exchange> one = List.of(exchange(5, 200, HEADERS, 120, false));

    Comparison seen = compare(one, one);

    assertThat(seen.auc().value()).isNaN();
    assertThat(seen.distance()).isNaN();
    assertThat(seen.isEnough()).isFalse();
    assertThat(seen.verdict()).isEqualTo("no, too few pairs");
  }

  @Test
  void results_haveTheAgreedMembers() {
    Comparison seen = compare(sample(50, 3, 503, HEADERS), sample(5, 3, 200, HEADERS));
    Sample settling = new Sample();
    settling.add(false, exchange(5, 503, HEADERS, 120, false));
    AlikeResults results = new AlikeResults();

    results.add(State.VERIFICATION_DOWN, 16, seen, settling);

    assertThat(results.figures()).hasSize(1);
    assertThat(results.figures().get(0))
        .containsEntry("state", "verification-down")
        .containsEntry("connections", 16)
        .containsEntry("auc", 1.0)
        .containsEntry("aucLearned", 1.0)
        .containsEntry("differences", seen.differences())
        .containsEntry("pairs", COUNT)
        .containsEntry("settling", Map.of("real 503", 1))
        .containsKeys("aucInterval", "aucLearnedInterval", "enough", "kolmogorovSmirnov")
        .containsKeys("realP50Millis", "fakeP50Millis", "realP99Millis", "fakeP99Millis");
    assertThat(results.table())
        .containsPattern("verification-down, 16 connections .* 3,000 .* no")
        .contains("verification-down, 16 connections: status 503: 3000 of 3000 real");
  }

  private Comparison compare(List<Exchange> real, List<Exchange> fake) {
    return Comparison.of(real, fake, random);
  }

  /** Times from {@code least} on, spread with a long tail. */
  private List<Exchange> sample(double least, double spread, int status, List<String> headers) {
    return IntStream.range(0, COUNT)
        .mapToObj(
            i ->
                exchange(
                    least - spread * Math.log(1 - random.nextDouble()) * 0.7,
                    status,
                    headers,
                    120,
                    false))
        .toList();
  }

  private static Exchange exchange(
      double millis, int status, List<String> headers, int bytes, boolean closed) {
    long nanos = Math.round(millis * 1e6);
    return new Exchange(status, headers, bytes, 0, nanos, nanos, 1, closed);
  }
}
