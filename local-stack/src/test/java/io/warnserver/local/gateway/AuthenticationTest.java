package io.warnserver.local.gateway;

import static io.warnserver.local.gateway.TestKeys.keys;
import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.local.certificates.CertificateIssue;
import io.warnserver.local.certificates.CertificateIssue.KeyKind;
import io.warnserver.local.certificates.CertificateRole;
import io.warnserver.local.certificates.IssuedCertificate;
import io.warnserver.local.certificates.TlsContexts;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Federation gateway protocol, authentication. */
class AuthenticationTest {

  private final TestGateway test = new TestGateway();

  @AfterEach
  void end() {
    test.close();
  }

  @Test
  void noCertificate_403() throws Exception {
    assertThat(test.sendWithoutCertificate(test.download(test.today())).statusCode())
        .isEqualTo(403);
  }

  @Test
  void unknownCertificate_403() throws Exception {
    IssuedCertificate unknown =
        CertificateIssue.longLived("C=DE,CN=x", KeyKind.EC, test.clock.instant());

    assertThat(downloadWith(unknown)).isEqualTo(403);
  }

  @Test
  void certificateOfAnotherRole_403() throws Exception {
    assertThat(downloadWith(test.certificates().of("DE", CertificateRole.SIGNING))).isEqualTo(403);
  }

  @Test
  void revokedCertificate_403() throws Exception {
    IssuedCertificate own = test.certificates().of("DE", CertificateRole.AUTHENTICATION);
    test.gateway.seed("FR", keys("FR", 1, 1));
    assertThat(downloadWith(own)).isEqualTo(200);

    test.gateway.revoke(own.certificate());

    assertThat(downloadWith(own)).isEqualTo(403);
  }

  @Test
  void options_needsNoCertificate() throws Exception {
    assertThat(
            test.sendWithoutCertificate(test.to("").method("OPTIONS", BodyPublishers.noBody()))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void unknownPath_404() throws Exception {
    assertThat(test.send("DE", test.to("/other")).statusCode()).isEqualTo(404);
  }

  private int downloadWith(IssuedCertificate certificate) throws Exception {
    return TestGateway.client(TlsContexts.mutual(certificate, TestGateway.tls()))
        .send(test.download(test.today()).build(), BodyHandlers.discarding())
        .statusCode();
  }
}
