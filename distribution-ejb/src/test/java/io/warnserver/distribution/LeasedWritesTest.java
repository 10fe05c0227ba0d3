package io.warnserver.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.warnserver.distribution.store.ObjectStore;
import io.warnserver.distribution.store.PatientObjectStore;
import io.warnserver.distribution.testing.InMemoryStore;
import io.warnserver.distribution.testing.TestDatabase;
import io.warnserver.leases.Lease;
import io.warnserver.leases.LeaseLostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeasedWritesTest {

  private static final byte[] JSON = {'[', ']'};

  private static final Duration LONGEST_WRITE = Duration.ofSeconds(20);

  private final TestDatabase database = TestDatabase.cleared();
  private final InMemoryStore store = new InMemoryStore();

  @Test
  void leaseThatIsHeld_letsWritesThrough() {
    ObjectStoreOf held = new ObjectStoreOf(Duration.ofMinutes(1));

    held.store.putIndex("version", JSON, "hash");

    assertThat(held.store.read("version")).hasValue(JSON);
  }

  @Test
  void leaseThatMayHaveRunOut_letsNothingBeWritten() {
    ObjectStoreOf late = new ObjectStoreOf(Duration.ZERO);

    assertThatThrownBy(() -> late.store.putIndex("version", JSON, "hash"))
        .isInstanceOf(LeaseLostException.class);
    assertThatThrownBy(() -> late.store.putArchive("archive", Path.of("missing"), "hash"))
        .isInstanceOf(LeaseLostException.class);
    assertThatThrownBy(() -> late.store.delete(List.of("version")))
        .isInstanceOf(LeaseLostException.class);
    assertThat(store.steps()).isEmpty();
  }

  @Test
  void leaseThatCouldRunOutMeanwhile_letsNoWriteBegin() {
    ObjectStoreOf soon = new ObjectStoreOf(LONGEST_WRITE.minusSeconds(1));

    assertThatThrownBy(() -> soon.store.putIndex("version", JSON, "hash"))
        .isInstanceOf(LeaseLostException.class);
    assertThat(store.steps()).isEmpty();
  }

  @Test
  void leaseThatWasNeverHad_letsNothingBeWritten() {
    ObjectStore never = leased(new Lease("distribution", Duration.ofMinutes(1)));

    assertThatThrownBy(() -> never.putIndex("version", JSON, "hash"))
        .isInstanceOf(LeaseLostException.class);
  }

  @Test
  void renewedLease_isHeldFromThenOn() {
    Lease lease = new Lease("distribution", Duration.ofMinutes(1));
    long number = lease.acquire(database.distribution(), "test").orElseThrow();
    Lease ofTheSameHolder = new Lease("distribution", Duration.ofMinutes(1));
    ObjectStore leased = leased(ofTheSameHolder);

    database.distribution().run(entities -> ofTheSameHolder.renew(entities, number));
    leased.putIndex("version", JSON, "hash");

    assertThat(store.steps()).containsExactly("put version");
  }

  private ObjectStore leased(Lease lease) {
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    return new PatientObjectStore(
        store,
        () -> lease.requireHeldFor(LONGEST_WRITE),
        PatientObjectStore.circuit(Clock.systemUTC(), metrics),
        metrics,
        Duration.ZERO,
        Duration.ofMillis(1));
  }

  /** A store under a lease of some length that was taken. */
  private final class ObjectStoreOf {

    private final ObjectStore store;

    ObjectStoreOf(Duration length) {
      Lease lease = new Lease("distribution", length);
      assertThat(lease.acquire(database.distribution(), "test")).isPresent();
      store = leased(lease);
    }
  }
}
