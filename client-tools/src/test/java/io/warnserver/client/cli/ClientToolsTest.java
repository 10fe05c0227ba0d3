package io.warnserver.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.client.SignedArchive;
import io.warnserver.client.WebServer;
import io.warnserver.protocols.keys.SubmissionPayload;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ClientToolsTest {
  private static final String TAN = "0b5d9b8c-3f0e-4f5a-9a52-0e3a2f9f4c11";
  private static final String SUBMISSIONS = "/version/v1/diagnosis-keys";

  private final WebServer server = new WebServer();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;
  private Path good;
  private Path bad;
  private Path pem;

  @BeforeEach
  void writeFiles() throws Exception {
    good = Files.write(folder.resolve("good.zip"), new SignedArchive().bytes());
    bad = Files.write(folder.resolve("bad.zip"), new byte[100]);
    pem = Files.writeString(folder.resolve("key.pem"), SignedArchive.pem(SignedArchive.KEY));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void goodFiles_areVerifiedWithStatus0() {
    assertThat(run("verify", good, good, "--public-key", pem)).isZero();
    assertThat(out.toString()).contains("accepted  " + good, "2 accepted, 0 refused");
  }

  @Test
  void oneBadFile_isRefusedByNameWithStatus1() {
    assertThat(run("verify", "--public-key", pem, bad, good)).isEqualTo(1);
    assertThat(out.toString())
        .contains("REFUSED   " + bad, "ARCHIVE_UNREADABLE: ", "1 accepted, 1 refused");
  }

  @Test
  void anotherKeyIdOrVersion_refusesWithStatus1() {
    assertThat(run("verify", "--public-key", pem, "--key-id", "232", good)).isEqualTo(1);
    assertThat(run("verify", "--public-key", pem, "--key-version", "v2", good)).isEqualTo(1);
    assertThat(out.toString()).contains("KEY_NOT_REGISTERED", "232-v1", "262-v2");
  }

  @Test
  void keyPackageTakenAsConfiguration_isRefused() {
    assertThat(run("verify", "--public-key", pem, "--as", "android", good)).isEqualTo(1);
    assertThat(out.toString()).contains("configuration android", "EXPORT_UNPARSABLE");
  }

  @Test
  void verifyWithWrongUsage_hasStatus2() {
    assertThat(run("verify")).isEqualTo(2);
    assertThat(run("verify", good)).isEqualTo(2);
    assertThat(run("verify", "--public-key", pem)).isEqualTo(2);
    assertThat(run("verify", "--public-key", good, good)).isEqualTo(2);
    assertThat(run("verify", "--public-key", pem, folder.resolve("none.zip"))).isEqualTo(2);
    assertThat(run("verify", "--public-key", folder.resolve("none.pem"), good)).isEqualTo(2);
    assertThat(run("verify", "--public-key", pem, "--as", "words", good)).isEqualTo(2);
    assertThat(err.toString()).contains("cannot read the file", "BEGIN PUBLIC KEY");
  }

  @Test
  void noCommand_hasStatus2() {
    assertThat(run()).isEqualTo(2);
    assertThat(run("destroy")).isEqualTo(2);
  }

  @Test
  void help_hasStatus0() {
    assertThat(run("--help")).isZero();
    assertThat(run("verify", "--help")).isZero();
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).contains("--public-key=PEM");
  }

  @Test
  void show_writesAGoodFileAndRefusesABadOne() {
    assertThat(run("show", good)).isZero();
    assertThat(out.toString()).contains("window       2026-11-09T03:00:00Z");
    assertThat(run("show", bad)).isEqualTo(1);
    assertThat(err.toString()).contains("ARCHIVE_UNREADABLE");
    assertThat(run("show")).isEqualTo(2);
    assertThat(run("show", folder.resolve("none"))).isEqualTo(2);
  }

  @Test
  void realSubmission_isSentAndItsStatusPrinted() throws Exception {
    server.answering(SUBMISSIONS, 200);

    int status =
        run("submit", "--url", server.url(), "--tan", TAN, "--keys", 3, "--visited", "DE,FR");

    assertThat(status).isZero();
    assertThat(out.toString().strip()).isEqualTo("200");
    SubmissionPayload payload = SubmissionPayload.parseFrom(server.posts().get(0).body());
    assertThat(payload.getKeysCount()).isEqualTo(3);
    assertThat(payload.getVisitedCountriesList()).containsExactly("DE", "FR");
    assertThat(payload.getOrigin()).isEqualTo("DE");
    assertThat(payload.getConsentToFederation()).isFalse();
    assertThat(server.posts().get(0).headers().get("cwa-authorization")).containsExactly(TAN);
  }

  @Test
  void fakeSubmission_isSent() throws Exception {
    server.answering(SUBMISSIONS, 200);

    assertThat(run("submit", "--url", server.url(), "--fake")).isZero();
    assertThat(server.posts().get(0).headers().get("cwa-fake")).containsExactly("1");
  }

  @Test
  void submissionThatIsNotStored_hasStatus1AndNoTanInItsText() {
    server.answering(SUBMISSIONS, 403);
    assertThat(run("submit", "--url", server.url(), "--tan", TAN)).isEqualTo(1);
    server.close();
    assertThat(run("submit", "--url", server.url(), "--tan", TAN)).isEqualTo(1);

    assertThat(out.toString()).contains("403");
    assertThat(err.toString()).contains("failed: ");
    assertThat(out.toString() + err).doesNotContain(TAN);
  }

  @Test
  void submitWithWrongUsage_hasStatus2AndSendsNothing() {
    assertThat(run("submit", "--url", server.url())).isEqualTo(2);
    assertThat(run("submit", "--url", server.url(), "--keys", 3)).isEqualTo(2);
    assertThat(run("submit", "--url", server.url(), "--fake", "--tan", TAN)).isEqualTo(2);
    assertThat(run("submit", "--url", server.url(), "--tan", "1")).isEqualTo(2);
    assertThat(run("submit", "--url", server.url(), "--tan", TAN, "--keys", -1)).isEqualTo(2);
    assertThat(run("submit", "--url", "nowhere", "--fake")).isEqualTo(2);
    assertThat(run("submit", "--fake")).isEqualTo(2);
    assertThat(server.posts()).isEmpty();
  }

  @Test
  void download_namesMissingObjectsWithStatus1() {
    server
        .with("version", "[\"v1\"]")
        .with("version/v1/diagnosis-keys/country", "[]")
        .with("version/v1/configuration/country", "[\"DE\"]")
        .with("version/v1/app_config_android", "android")
        .with("version/v1/app_config_ios", "ios");
    String url = server.url() + "/bucket";

    assertThat(run("download", "--url", url, "--to", folder)).isEqualTo(1);
    assertThat(err.toString())
        .contains("version/v1/configuration/country/DE/app_config: the object is missing");

    server.with("version/v1/configuration/country/DE/app_config", "v1");
    assertThat(run("download", "--url", url, "--to", folder)).isZero();
    assertThat(out.toString()).contains("3 packages, 0 faults");
    assertThat(folder.resolve("version/v1/app_config_ios/package.zip")).exists();
  }

  @Test
  void downloadIntoAFile_hasStatus1() {
    server.with("version", "[\"v1\"]");

    assertThat(run("download", "--url", server.url() + "/bucket", "--to", good)).isEqualTo(1);
    assertThat(err.toString()).contains("failed: ");
  }

  @Test
  void downloadWithWrongUsage_hasStatus2() {
    assertThat(run("download", "--url", server.url())).isEqualTo(2);
    assertThat(run("download", "--to", folder)).isEqualTo(2);
    assertThat(run("download", "--url", "http://a?b", "--to", folder)).isEqualTo(2);
    assertThat(err.toString()).contains("the URL must have no query");
  }

  private int run(Object... arguments) {
    String[] text = new String[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      text[i] = arguments[i].toString();
    }
    CommandLine commandLine =
        ClientTools.commandLine(Clock.fixed(Instant.parse("2026-11-10T03:10:00Z"), ZoneOffset.UTC));
    return commandLine
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(text);
  }
}
