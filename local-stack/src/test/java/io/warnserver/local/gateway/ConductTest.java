package io.warnserver.local.gateway;

import static io.warnserver.local.gateway.TestKeys.keys;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Faults on demand. */
class ConductTest {

  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final Duration LONG = Duration.ofSeconds(60);

  private final TestGateway test = new TestGateway();

  @AfterEach
  void end() {
    test.close();
  }

  @Test
  void failing_doesNothing_forAsManyCallsAsSaid() throws Exception {
    test.gateway.next(Call.UPLOAD, new Conduct.Failing(503), new Conduct.Failing(500));

    assertThat(test.upload(keys("DE", 1, 1)).statusCode()).isEqualTo(503);
    assertThat(test.upload(keys("DE", 1, 1)).statusCode()).isEqualTo(500);
    assertThat(test.gateway.uploadsOf("DE")).isEmpty();
    assertThat(test.upload(keys("DE", 1, 1)).statusCode()).isEqualTo(201);
    assertThat(test.gateway.calls(Call.UPLOAD)).isEqualTo(3);
  }

  @Test
  void always_lastsUntilItBehaves_andIsForOneKindOfCall() throws Exception {
    test.gateway.seed("FR", keys("FR", 1, 1));
    test.gateway.always(Call.AUDIT, new Conduct.Failing(503));
    HttpRequest.Builder audit =
        test.to("/audit/download/" + test.today() + "/20261123-1")
            .header("Accept", "application/json");

    assertThat(test.send("DE", test.download(test.today())).statusCode()).isEqualTo(200);
    assertThat(test.send("DE", audit).statusCode()).isEqualTo(503);
    assertThat(test.send("DE", audit).statusCode()).isEqualTo(503);
    test.gateway.behave();
    assertThat(test.send("DE", audit).statusCode()).isEqualTo(200);
  }

  @Test
  void lostAnswer_isStored_andTheTagIsUsed() throws Exception {
    test.gateway.next(Call.UPLOAD, new Conduct.LosingTheAnswer());

    assertThatThrownBy(() -> test.send("DE", test.upload("tag", keys("DE", 1, 1))))
        .isInstanceOf(IOException.class);
    assertThat(test.gateway.uploadsOf("DE")).hasSize(1);
    assertThat(test.send("DE", test.upload("tag", keys("DE", 1, 1))).statusCode()).isEqualTo(409);
  }

  @Test
  void silent_storesNothing_late_storesAll() {
    test.gateway.next(Call.UPLOAD, new Conduct.Silent(LONG), new Conduct.Late(LONG));

    assertThatThrownBy(() -> impatiently("a", 1)).isInstanceOf(HttpTimeoutException.class);
    assertThat(test.gateway.uploadsOf("DE")).isEmpty();
    assertThatThrownBy(() -> impatiently("b", 2)).isInstanceOf(HttpTimeoutException.class);
    assertThat(test.gateway.uploadsOf("DE")).containsExactly(keys("DE", 2, 1));
  }

  @Test
  void cutBody_isNoticed() {
    test.gateway.seed("FR", keys("FR", 1, 100));
    test.gateway.next(Call.DOWNLOAD, new Conduct.Cut());

    assertThatThrownBy(() -> test.send("DE", test.download(test.today())))
        .isInstanceOf(IOException.class);
  }

  private void impatiently(String tag, int number) throws Exception {
    test.send("DE", test.upload(tag, keys("DE", number, 1)).timeout(SHORT));
  }
}
