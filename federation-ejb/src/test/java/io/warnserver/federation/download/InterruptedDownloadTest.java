package io.warnserver.federation.download;

import static io.warnserver.federation.download.DownloadFixture.FRANCE;
import static io.warnserver.federation.download.DownloadFixture.NETHERLANDS;
import static io.warnserver.federation.download.DownloadFixture.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.federation.gateway.AuditAnswer;
import io.warnserver.federation.testing.AuditEntries;
import io.warnserver.federation.testing.FailureTime;
import io.warnserver.federation.testing.Interruptions;
import io.warnserver.protocols.federation.DiagnosisKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs killed at every transaction and every request, before it has an effect or when the run does
 * not know that it has: the next runs come to the same end as one that was never killed.
 */
class InterruptedDownloadTest {

  private static final List<DiagnosisKey> ONE = FRANCE.keys(3, START);
  private static final List<DiagnosisKey> TWO = NETHERLANDS.keys(2, START);
  private static final List<DiagnosisKey> THREE = FRANCE.keys(4, START);
  private static final List<DiagnosisKey> BEFORE = NETHERLANDS.keys(5, START);

  @ParameterizedTest
  @EnumSource
  void runKilledAtAnyStep_losesNothingAndStoresNothingTwice(FailureTime time) {
    DownloadFixture never = situation();
    Interruptions none = new Interruptions();
    interrupt(never, none);
    never.run();
    goOn(never);
    List<String> keys = keys(never);
    List<String> states = never.states();
    int steps = none.steps().size();
    assertThat(keys).hasSize(3 + 2 + 5);
    assertThat(steps).isGreaterThan(15);

    for (int step = 1; step <= steps; step++) {
      DownloadFixture downloads = situation();
      interrupt(downloads, new Interruptions(step, time));

      assertThatThrownBy(downloads::run).isInstanceOf(Interruptions.Killed.class);
      goOn(downloads);

      assertThat(keys(downloads)).as("step %d", step).isEqualTo(keys);
      assertThat(downloads.states()).as("step %d", step).isEqualTo(states);
    }
  }

  /** One batch to be tried again, a good one, an empty one, a forged one. */
  private static DownloadFixture situation() {
    DownloadFixture downloads = new DownloadFixture();
    downloads.gateway.offer(NETHERLANDS, BEFORE);
    downloads.gateway.auditAnswers.add(
        Optional.of(new AuditAnswer.Unavailable("status 503", false)));
    downloads.run();
    downloads.clock.set(START.plus(Duration.ofMinutes(10)));
    downloads.gateway.offer(FRANCE, ONE);
    downloads.gateway.offer(downloads.today(), List.of(), List.of());
    downloads.gateway.offer(NETHERLANDS, TWO);
    downloads.gateway.offer(
        downloads.today(),
        THREE,
        List.of(AuditEntries.with(FRANCE.entry(THREE, START), "signingThumbprint", "00")));
    return downloads;
  }

  private static void interrupt(DownloadFixture downloads, Interruptions by) {
    downloads.database.interruptedBy(by);
    downloads.gateway.interruptedBy(by);
  }

  private static void goOn(DownloadFixture downloads) {
    interrupt(downloads, new Interruptions());
    for (int i = 0; i < 2; i++) {
      downloads.database.letLeasesRunOut();
      downloads.runAfter(Duration.ofMinutes(20));
    }
  }

  private static List<String> keys(DownloadFixture downloads) {
    return downloads.database.rows(
        "select encode(key_data, 'hex'), origin from incoming_key order by 1");
  }
}
