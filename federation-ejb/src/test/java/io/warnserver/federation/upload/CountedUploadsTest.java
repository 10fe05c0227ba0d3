package io.warnserver.federation.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.leases.Lease;
import io.warnserver.leases.LeasedJob;
import io.warnserver.leases.RunOutcome;
import io.warnserver.settings.InvalidSettingsException;
import io.warnserver.testing.Logged;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;

/** What is counted and remembered of uploads, however they go. */
class CountedUploadsTest {

  private final UploadFixture fixture = new UploadFixture();

  @Test
  void withoutGateway_runIsOff() {
    Uploads uploads = fixture.uploads(Optional::empty);

    UploadResult run = uploads.run();

    assertThat(run).isEqualTo(new UploadResult.Tally().result(RunOutcome.OFF, "no gateway is set"));
    assertThat(uploads.last()).contains(run);
    assertThat(runs("off")).isOne();
  }

  @Test
  void wrongSettings_areAFailedRun() {
    String fault = "warn.federation.tls.alias: is not there";
    try (Logged log = Logged.by(LeasedJob.class)) {
      Uploads uploads =
          fixture.uploads(
              () -> {
                throw new InvalidSettingsException(List.of(fault));
              });

      assertThat(uploads.run())
          .isEqualTo(new UploadResult.Tally().result(RunOutcome.FAILED, fault));
      assertThat(log.lines(Level.SEVERE)).containsExactly(fault);
    }
    assertThat(runs("failed")).isOne();
  }

  @Test
  void keys_areCountedByWhatBecameOfThem() {
    fixture.submit(4);

    fixture.run();

    assertThat(runs("completed")).isOne();
    assertThat(fixture.metrics.get("warn.federation.keys.outgoing").tag("result", "uploaded"))
        .extracting(search -> search.counter().count())
        .isEqualTo(4.0);
  }

  @Test
  void busyRun_isNotCounted() {
    new Lease("federation-upload", Duration.ofMinutes(1))
        .acquire(fixture.database.other(), "other");

    Uploads uploads = fixture.uploads(Optional::empty);

    assertThat(uploads.run().outcome()).isEqualTo(RunOutcome.BUSY);
    assertThat(uploads.last()).isEmpty();
    assertThat(fixture.metrics.get("warn.federation.uploads").counters())
        .allMatch(counter -> counter.count() == 0);
  }

  private double runs(String outcome) {
    return fixture.metrics.get("warn.federation.uploads").tag("outcome", outcome).counter().count();
  }
}
