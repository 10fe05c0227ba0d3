package io.warnserver.distribution.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.warnserver.testing.SettableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PatientObjectStoreTest {

  private static final Duration PAUSE = Duration.ofMillis(1);
  private static final Path ARCHIVE = Path.of("archive.zip");

  private final FailingStore failing = new FailingStore();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final SettableClock clock = new SettableClock(Instant.EPOCH);
  private final CircuitBreaker circuit = PatientObjectStore.circuit(clock, metrics);

  @Test
  void busyStore_isAskedAgainUntilItAnswers() {
    failing.failNext(3, true);

    assertThat(run(Duration.ofMinutes(1)).putArchive("version", ARCHIVE, "hash")).isEqualTo("etag");

    assertThat(failing.asked).containsExactly("version", "version", "version", "version");
    assertThat(requests("failed")).isEqualTo(3);
    assertThat(requests("done")).isEqualTo(1);
  }

  @Test
  void storeThatStaysBusy_isAnErrorAfterSixTries() {
    failing.failNext(100, true);

    assertThatThrownBy(() -> run(Duration.ofMinutes(1)).delete(List.of("version")))
        .isInstanceOf(ObjectStoreException.class)
        .hasMessage("no");
    assertThat(failing.asked).hasSize(6);
  }

  @Test
  void refusal_isNotRepeated() {
    failing.failNext(1, false);

    assertThatThrownBy(() -> run(Duration.ofMinutes(1)).putIndex("version", new byte[0], "hash"))
        .hasMessage("no");
    assertThat(failing.asked).hasSize(1);
  }

  @Test
  void runThatHasSpentItsBudget_asksEachTimeOnce() {
    PatientObjectStore run = run(Duration.ZERO);
    failing.failNext(2, true);

    // The clock of the budget starts with the first fault.
    assertThatThrownBy(() -> run.read("version")).hasMessage("no");
    int tries = failing.asked.size();
    assertThat(tries).isBetween(1, 2);
    failing.failNext(5, true);
    assertThatThrownBy(() -> run.read("version")).hasMessage("no");
    assertThat(failing.asked.size() - tries).isEqualTo(1);
  }

  @Test
  void storeThatFailsTooOften_isNotAskedByLaterRunsEither() {
    failing.failNext(100, true);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> run(Duration.ofMinutes(1)).read("version"))
          .isInstanceOf(ObjectStoreException.class);
    }
    int asked = failing.asked.size();

    assertThatThrownBy(() -> run(Duration.ofMinutes(1)).read("version"))
        .hasMessage("the object store failed too often lately and is not asked for a while");

    assertThat(failing.asked).hasSize(asked);
    assertThat(asked).isEqualTo(10);
    assertThat(metrics.get("warn.store.circuit.open").gauge().value()).isEqualTo(1);
  }

  @Test
  void faultsOfAnEarlierRun_areForgotten() {
    failing.failNext(9, true);
    assertThatThrownBy(() -> run(Duration.ofMinutes(1)).read("version")).hasMessage("no");
    assertThatThrownBy(() -> run(Duration.ZERO).read("version")).hasMessage("no");
    clock.advance(Duration.ofSeconds(31));

    run(Duration.ofMinutes(1)).read("version");

    assertThat(metrics.get("warn.store.circuit.open").gauge().value()).isZero();
  }

  @Test
  void missingObject_isNoFault() {
    for (int i = 0; i < 50; i++) {
      assertThat(run(Duration.ofMinutes(1)).read("missing")).isEmpty();
    }
    assertThat(metrics.get("warn.store.circuit.open").gauge().value()).isZero();
  }

  private PatientObjectStore run(Duration budget) {
    return new PatientObjectStore(failing, () -> {}, circuit, metrics, budget, PAUSE);
  }

  private double requests(String outcome) {
    return metrics.get("warn.store.requests").tag("outcome", outcome).counter().count();
  }

  /** Fails as told, then answers. */
  private static final class FailingStore implements ObjectStore {

    private final Deque<Boolean> failures = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();

    void failNext(int times, boolean passing) {
      for (int i = 0; i < times; i++) {
        failures.add(passing);
      }
    }

    private void ask(String path) {
      asked.add(path);
      if (!failures.isEmpty()) {
        throw new ObjectStoreException("no", null, failures.remove());
      }
    }

    @Override
    public String putArchive(String path, Path archive, String hash) {
      ask(path);
      return "etag";
    }

    @Override
    public String putIndex(String path, byte[] json, String hash) {
      ask(path);
      return "etag";
    }

    @Override
    public Map<String, String> list(String prefix) {
      ask(prefix);
      return Map.of();
    }

    @Override
    public Optional<byte[]> read(String path) {
      ask(path);
      return Optional.empty();
    }

    @Override
    public Optional<String> etag(String path) {
      ask(path);
      return Optional.empty();
    }

    @Override
    public void delete(Collection<String> paths) {
      paths.forEach(this::ask);
    }
  }
}
