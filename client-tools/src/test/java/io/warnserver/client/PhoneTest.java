package io.warnserver.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PhoneTest {
  private static final SecureRandom RANDOM = new SecureRandom();

  @Test
  void realAndFakeRequests_lookTheSameOnTheWire() throws Exception {
    try (WebServer server = new WebServer()) {
      server.answering("/version/v1/diagnosis-keys", 200);
      Phone phone = new Phone(BaseUrl.of(server.url()));

      Submission submission =
          new Submission(List.of(SignedArchive.key()), "DE", List.of("FR"), true);
      SubmissionRequest real = SubmissionRequest.real(UUID.randomUUID(), submission, RANDOM);
      assertThat(phone.submit(real)).isEqualTo(200);
      assertThat(phone.submit(SubmissionRequest.fake(RANDOM))).isEqualTo(200);

      assertThat(server.posts()).hasSize(2);
      WebServer.Post first = server.posts().get(0);
      WebServer.Post second = server.posts().get(1);
      assertThat(first.headers().keySet())
          .isEqualTo(second.headers().keySet())
          .contains("Cwa-authorization", "Cwa-header-padding", "Cwa-fake");
      assertThat(first.headers().toString()).hasSameSizeAs(second.headers().toString());
      assertThat(first.body().toByteArray())
          .isEqualTo(real.body())
          .hasSameSizeAs(second.body().toByteArray());
    }
  }

  @Test
  void refusal_isReturnedAsStatus() throws Exception {
    try (WebServer server = new WebServer()) {
      server.answering("/app/version/v1/diagnosis-keys", 503);

      int status =
          new Phone(BaseUrl.of(server.url() + "/app")).submit(SubmissionRequest.fake(RANDOM));

      assertThat(status).isEqualTo(503);
    }
  }

  @Test
  void serverThatIsNotThere_isAnError() {
    WebServer gone = new WebServer();
    gone.close();

    assertThatIOException()
        .isThrownBy(() -> new Phone(BaseUrl.of(gone.url())).submit(SubmissionRequest.fake(RANDOM)));
  }
}
