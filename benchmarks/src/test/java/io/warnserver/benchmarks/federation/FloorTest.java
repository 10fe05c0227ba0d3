package io.warnserver.benchmarks.federation;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.keys.HourNumber;
import io.warnserver.local.servers.Federation;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FloorTest {

  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final LocalDate TODAY = LocalDate.ofInstant(NOW, ZoneOffset.UTC);
  private static final HourNumber HOUR = HourNumber.containing(NOW);

  /** The gateway merges up to 5000 keys and splits no upload. */
  private static final int MOST_KEYS = 5000;

  /** Key data, numbers, countries. */
  private static final int LEAST_KEY_BYTES = 30;

  @TempDir static Path folder;

  @Test
  void seededBatches_haveTheNumberOfKeys_andAreFetchedAll() throws Exception {
    try (Federation federation = Federation.start(folder, Clock.fixed(NOW, ZoneOffset.UTC), 0)) {
      Batches.seed(federation.gateway(), 1, HOUR, 1);

      Map<String, Object> fetched = new BodyFetching(federation).run(TODAY, 100);

      assertThat(fetched).containsEntry("batches", Batches.COUNT);
      assertThat((long) fetched.get("bytes")).isGreaterThan((long) Batches.KEYS * LEAST_KEY_BYTES);
      int french = federation.gateway().keyDataOf("FR").size();
      int dutch = federation.gateway().keyDataOf("NL").size();
      assertThat(french + dutch).isEqualTo(Batches.KEYS);
      assertThat(Batches.KEYS / Batches.COUNT).isLessThan(MOST_KEYS);
      assertThat(new BodyFetching(federation).run(TODAY, 3)).containsEntry("batches", 3);
    }
  }

  @Test
  void signing_takesTimeOfThisThread() {
    try (Federation federation = Federation.start(folder, Clock.fixed(NOW, ZoneOffset.UTC), 0)) {
      assertThat(new BatchSigning(4000, HOUR).cpuSeconds(federation.certificates(), "FR"))
          .isPositive();
    }
  }
}
