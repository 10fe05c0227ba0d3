package io.warnserver.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.local.certificates.CertificateIssue;
import io.warnserver.local.certificates.CertificateIssue.KeyKind;
import io.warnserver.local.certificates.IssuedCertificate;
import io.warnserver.local.certificates.KeyFiles;
import io.warnserver.local.certificates.TlsContexts;
import io.warnserver.local.servers.ApplicationServer;
import io.warnserver.local.servers.Surroundings;
import io.warnserver.local.servers.VerificationStandIn;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A deployed server and a verification server that show each other their certificates. */
class VerificationOverTlsIT {

  private static final String PASSWORD = "development-verification";
  private static final String PREFIX = "warn.submission.verification.";
  private static final Duration LIMIT = Duration.ofSeconds(40);

  @TempDir private Path folder;

  @Test
  void submission_isVerifiedOnlyIfBothSidesTrustEachOther() throws Exception {
    KeyFiles files = new KeyFiles(folder, PASSWORD);
    IssuedCertificate warnServer = issued(files, "warn-server");
    IssuedCertificate verification = issued(files, "verification");
    IssuedCertificate stranger = issued(files, "stranger");
    try (Surroundings surroundings = Surroundings.startTemporary(Clock.systemUTC())) {
      VerificationStandIn trusted = standIn(0, verification, warnServer);
      int port = trusted.address().getPort();
      Map<String, String> settings =
          Map.of(
              PREFIX + "url",
              trusted.address().toString(),
              PREFIX + "keystore",
              files.keystore("warn-server").toString(),
              PREFIX + "keystore-password",
              PASSWORD,
              PREFIX + "truststore",
              files.trustStore("verification").toString(),
              PREFIX + "truststore-password",
              PASSWORD);
      try (ApplicationServer micro = Installed.micro(surroundings, settings, "-Xmx512m")) {
        DeployedServer server = new DeployedServer(surroundings);
        assertThat(submit(server, trusted)).isEqualTo(200);
        assertThat(trusted.unspentTans()).isZero();
        trusted.close();

        try (VerificationStandIn impostor = standIn(port, stranger, warnServer)) {
          assertThat(submit(server, impostor)).isEqualTo(503);
          assertThat(impostor.unspentTans()).isEqualTo(1);
        }
        try (VerificationStandIn distrustful = standIn(port, verification, stranger)) {
          assertThat(submit(server, distrustful)).isEqualTo(503);
          assertThat(distrustful.unspentTans()).isEqualTo(1);
        }
        try (VerificationStandIn unlisted = standIn(port, verification, warnServer)) {
          unlisted.list(stranger.certificate());
          assertThat(submit(server, unlisted)).isEqualTo(503);
          assertThat(unlisted.unspentTans()).isEqualTo(1);
          unlisted.list(warnServer.certificate());
          awaitAccepted(server, unlisted);
        }
        try (VerificationStandIn again = standIn(port, verification, warnServer)) {
          awaitAccepted(server, again);
        }
        assertThat(server.storedKeys()).isEqualTo(9);
        assertThat(micro.isAlive()).isTrue();
      }
    }
  }

  private static IssuedCertificate issued(KeyFiles files, String name) {
    return files.read(
        name,
        name,
        () ->
            CertificateIssue.longLived(
                    "OU=Development,CN=" + name, KeyKind.EC, Clock.systemUTC().instant())
                .make());
  }

  private static VerificationStandIn standIn(
      int port, IssuedCertificate own, IssuedCertificate client) {
    return VerificationStandIn.start(port, TlsContexts.server(own, client.certificate()));
  }

  /** So many failures have opened the circuit breaker; it closes after some seconds. */
  private static void awaitAccepted(DeployedServer server, VerificationStandIn verification)
      throws Exception {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (submit(server, verification) != 200) {
      assertThat(System.nanoTime()).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  /** Three keys, with a TAN that the verification server has given out. */
  private static int submit(DeployedServer server, VerificationStandIn verification)
      throws Exception {
    return server.submit(server.real(verification.freshTan()));
  }
}
