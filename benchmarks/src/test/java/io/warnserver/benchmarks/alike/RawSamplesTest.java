package io.warnserver.benchmarks.alike;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.benchmarks.load.Exchange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RawSamplesTest {

  @Test
  void eachRequest_hasALineUnderAHeading(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("a/raw.csv");
    Sample sample = new Sample();
    sample.add(false, exchange(200, 3_000_000, false));
    sample.add(true, exchange(503, 2_500_000, true));

    try (RawSamples raw = new RawSamples(file)) {
      raw.add(State.VERIFICATION_DOWN, 16, sample);
    }

    assertThat(Files.readAllLines(file))
        .containsExactly(
            "state,connections,kind,sentMillis,millis,millisToFirstByte,status,bytes,headers,place,closed",
            "verification-down,16,real,1.000,2.000000,1.000000,200,120,1,7,false",
            "verification-down,16,fake,1.000,1.500000,1.000000,503,120,1,7,true");
  }

  private static Exchange exchange(int status, long doneNanos, boolean closed) {
    return new Exchange(status, List.of("date"), 120, 1_000_000, 2_000_000, doneNanos, 7, closed);
  }
}
