package io.warnserver.federation.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.federation.gateway.UploadAnswer;
import io.warnserver.federation.testing.FailureTime;
import io.warnserver.federation.testing.Interruptions;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs killed at every transaction and every request, before it has an effect or when the run does
 * not know that it has: the next run uploads every key that is missing, and none twice.
 */
class InterruptedUploadTest {

  /** What happens in the run that is killed. */
  static Stream<Arguments> situations() {
    Consumer<UploadFixture> plain = fixture -> {};
    Consumer<UploadFixture> mixed =
        fixture ->
            fixture.gateway.uploadRefusals.add(
                new UploadAnswer.Mixed(
                    java.util.List.of(0, 1, 2), java.util.List.of(), java.util.List.of(3)));
    Consumer<UploadFixture> tooLarge = fixture -> fixture.gateway.maxKeys = 3;
    return Stream.of(FailureTime.values())
        .flatMap(
            time ->
                Stream.of(
                    Arguments.of("plain", plain, 13, time),
                    Arguments.of("mixed", mixed, 4, time),
                    Arguments.of("too large", tooLarge, 6, time)));
  }

  @ParameterizedTest(name = "{0}, {3}")
  @MethodSource("situations")
  void runKilledAtAnyStep_losesNothingAndSendsNothingTwice(
      String name, Consumer<UploadFixture> situation, int keys, FailureTime time) {
    int steps = uninterrupted(situation, keys);
    assertThat(steps).isGreaterThan(8);

    for (int step = 1; step <= steps; step++) {
      UploadFixture uploads = new UploadFixture();
      uploads.submit(keys);
      situation.accept(uploads);
      Interruptions interruptions = new Interruptions(step, time);
      uploads.database.interruptedBy(interruptions);
      uploads.gateway.interruptedBy(interruptions);

      assertThatThrownBy(uploads::run).as("step %d", step).isInstanceOf(Interruptions.Killed.class);
      goOn(uploads);

      assertThat(uploads.gateway.stored()).as("step %d", step).hasSize(keys);
      assertThat(uploads.gateway.uploads().stream().mapToInt(Integer::intValue).sum())
          .as("step %d of %s", step, interruptions.steps())
          .isEqualTo(keys);
      assertThat(uploads.keys("uploaded")).as("step %d", step).isEqualTo(keys);
    }
  }

  private static int uninterrupted(Consumer<UploadFixture> situation, int keys) {
    UploadFixture uploads = new UploadFixture();
    uploads.submit(keys);
    situation.accept(uploads);
    Interruptions none = new Interruptions();
    uploads.database.interruptedBy(none);
    uploads.gateway.interruptedBy(none);
    uploads.run();
    return none.steps().size();
  }

  /** Runs as they follow, until those that were set aside have had their turn. */
  private static void goOn(UploadFixture uploads) {
    uploads.database.interruptedBy(new Interruptions());
    uploads.gateway.interruptedBy(new Interruptions());
    uploads.policy = UploadFixture.policy(1, 6);
    for (int i = 0; i < 3; i++) {
      uploads.database.letLeasesRunOut();
      uploads.runAfter(java.time.Duration.ofMinutes(20));
    }
  }
}
