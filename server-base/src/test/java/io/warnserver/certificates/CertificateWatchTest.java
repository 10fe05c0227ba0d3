package io.warnserver.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.testing.Logged;
import io.warnserver.testing.TestCertificates;
import java.util.List;
import org.junit.jupiter.api.Test;

class CertificateWatchTest {

  private final CertificateWatch watch = new CertificateWatch();
  private final WatchedCertificate one =
      new WatchedCertificate("one", TestCertificates.ec("CN=one").certificate());

  @Test
  void whatModulesUse_isToldUntilTheyStop() {
    watch.register("module", () -> List.of(one));

    assertThat(watch.all()).containsExactly(one);

    watch.forget("module");
    assertThat(watch.all()).isEmpty();
  }

  @Test
  void sourceThatFails_hidesNoOther() {
    watch.register("a", () -> List.of(one));
    watch.register(
        "b",
        () -> {
          throw new IllegalStateException("no file");
        });
    watch.register("c", () -> List.of(one));

    try (Logged log = Logged.by("io.warnserver.certificates")) {
      assertThat(watch.all()).containsExactly(one, one);
      assertThat(log.lines()).anyMatch(line -> line.contains("The certificates of b"));
    }
  }
}
