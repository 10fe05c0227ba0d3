package io.warnserver.distribution;

import static io.warnserver.distribution.TestServer.COUNTRY;
import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.configuration.ConfigurationSource;
import io.warnserver.distribution.ledger.PackageWindow;
import io.warnserver.distribution.revocation.Revocation;
import io.warnserver.distribution.revocation.RevocationOrder;
import io.warnserver.distribution.testing.InMemoryStore.StoredObject;
import io.warnserver.distribution.testing.PhonePackage;
import io.warnserver.distribution.testing.TestSigningKeys;
import io.warnserver.distribution.testing.WireMessage;
import io.warnserver.keys.HourNumber;
import io.warnserver.signing.SigningKeys;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The app configuration as part of the tree: published when valid, left alone when not. */
class PublishedConfigurationTest {

  private static final Logger LOG = Logger.getLogger(DistributionRun.class.getName());
  private static final Instant TEN = Instant.parse("2026-03-02T10:00:00Z");
  private static final String V1 = "version/v1/configuration/country/DE/app_config";
  private static final String ANDROID = "version/v1/app_config_android";
  private static final String IOS = "version/v1/app_config_ios";

  @TempDir private Path folder;
  private TestServer server;

  @BeforeEach
  void writeTheShippedFiles() throws IOException {
    ConfigurationSource shipped = new ConfigurationSource.Shipped();
    for (String name : shipped.names()) {
      try (InputStream in = shipped.open(name)) {
        Files.copy(in, folder.resolve(name));
      }
    }
    server = new TestServer("warn.distribution.configuration-dir", folder.toString());
    LOG.setLevel(Level.OFF);
  }

  @AfterEach
  void logAgain() {
    LOG.setLevel(null);
  }

  @Test
  void validFiles_areSignedMessagesWithoutHeader() {
    server.completeAfter(TEN);

    WireMessage v1 = message(V1);
    assertThat(v1.number(1)).as("minRiskScore").isEqualTo(11);
    assertThat(v1.text(7)).as("supportedCountries").isEqualTo("DE");
    assertThat(message(ANDROID).number(1)).as("minVersionCode").isEqualTo(31);
    assertThat(message(ANDROID).text(4)).as("supportedCountries").isEqualTo("DE");
    assertThat(message(IOS).text(4)).as("supportedCountries").isEqualTo("DE");
    assertThat(message(IOS).messages(1).get(0).number(1)).as("minVersion").isEqualTo(1);
  }

  @Test
  void unchangedFiles_areNotPutAgain() {
    server.completeAfter(TEN);
    server.store.forgetSteps();

    server.completeAfter(TEN.plusSeconds(600));

    assertThat(server.store.steps()).isEmpty();
  }

  @Test
  void changedValue_changesOnlyTheFileThatHasIt() throws IOException {
    server.completeAfter(TEN);
    server.store.forgetSteps();
    edit("exposure-v1.yaml", "minRiskScore: 11", "minRiskScore: 12");

    RunResult result = server.completeAfter(TEN);

    assertThat(server.store.steps()).containsExactly("put " + V1);
    assertThat(result.objects()).isEqualTo(1);
    assertThat(message(V1).number(1)).isEqualTo(12);
  }

  @Test
  void invalidFiles_keepThePublishedOnesAndAreReported() throws IOException {
    server.completeAfter(TEN);
    Map<String, StoredObject> before = server.store.objects();
    edit("exposure-v1.yaml", "minRiskScore: 11", "minRiskScore: eleven");
    Files.delete(folder.resolve("app-features.yaml"));
    server.store.forgetSteps();

    RunResult result = server.completeAfter(TEN);

    assertThat(result.configurationFaults())
        .hasSize(2)
        .anyMatch(fault -> fault.startsWith("exposure-v1.yaml: minRiskScore: "))
        .anyMatch(fault -> fault.startsWith("app-features.yaml: is missing"));
    assertThat(server.store.steps()).isEmpty();
    assertThat(server.store.objects()).isEqualTo(before);
  }

  @Test
  void invalidFiles_doNotKeepKeysFromBeingPublished() throws IOException {
    edit("exposure-v1.yaml", "minRiskScore: 11", "minRiskScore: eleven");
    server.arrive(server.keys.readyAt(TEN.minusSeconds(3600), 140));

    RunResult result = server.completeAfter(TEN);

    assertThat(result.configurationFaults()).hasSize(1);
    assertThat(result.packages()).isEqualTo(2);
    assertThat(server.store.text(COUNTRY)).isEqualTo("[\"DE\",\"EUR\"]");
    assertThat(server.store.paths())
        .as("nothing of a configuration that was never valid")
        .noneMatch(path -> path.contains("config"));
  }

  @Test
  void repairedFiles_arePublishedAndThenNamed() throws IOException {
    edit("exposure-v1.yaml", "minRiskScore: 11", "minRiskScore: eleven");
    server.completeAfter(TEN);
    edit("exposure-v1.yaml", "minRiskScore: eleven", "minRiskScore: 13");
    server.store.forgetSteps();

    RunResult result = server.completeAfter(TEN);

    assertThat(result.configurationFaults()).isEmpty();
    assertThat(server.store.steps())
        .containsExactly(
            "put " + V1, "put " + ANDROID, "put " + IOS, "put version/v1/configuration/country");
  }

  @Test
  void revocationWhileFilesAreInvalid_removesKeysAndIsCompleteWhenTheyAreRepaired()
      throws Exception {
    server.arrive(server.keys.readyAt(TEN.minusSeconds(3600), 140));
    server.completeAfter(TEN);
    edit("exposure-v1.yaml", "minRiskScore: 11", "minRiskScore: eleven");
    server.revoke(
        RevocationOrder.ofAll(
            PackageWindow.ofHour("DE", HourNumber.containing(TEN.minusSeconds(3600)))));
    server.arrive(server.keys.readyAt(TEN.minusSeconds(3600)));

    assertThat(server.completeAfter(TEN).configurationFaults()).hasSize(1);
    assertThat(PublishedRevocations.in(server.store)).isEmpty();
    assertThat(server.revocations())
        .extracting(Revocation::state)
        .containsExactly(Revocation.State.REMOVED);
    edit("exposure-v1.yaml", "minRiskScore: eleven", "minRiskScore: 13");
    server.completeAfter(TEN);

    assertThat(PublishedRevocations.in(server.store)).hasSize(2);
    assertThat(server.revocations())
        .extracting(Revocation::state)
        .containsExactly(Revocation.State.COMPLETE);
  }

  @Test
  void otherSigningKeys_signTheConfigurationAnewAndLeavePackagesAlone() {
    server.arrive(server.keys.readyAt(TEN.minusSeconds(3600), 140));
    server.completeAfter(TEN);
    server.store.forgetSteps();
    SigningKeys two = TestSigningKeys.two();
    server.signWith(two);

    server.completeAfter(TEN);

    assertThat(server.store.steps()).containsExactly("put " + V1, "put " + ANDROID, "put " + IOS);
    assertThat(PhonePackage.signedContent(server.store.bytes(V1), two)).isNotEmpty();
    assertThat(server.hour("DE", "2026-03-02", 9).keys()).hasSize(140);
  }

  @Test
  void missingFolder_isAFaultAndNoFailure() {
    server.set("warn.distribution.configuration-dir", folder.resolve("none").toString());

    RunResult result = server.completeAfter(TEN);

    assertThat(result.configurationFaults())
        .singleElement()
        .satisfies(fault -> assertThat(fault).contains("is not a folder"));
  }

  @Test
  void supportedCountries_areThoseOfTheSetting() {
    server.set("warn.supported-countries", "FR,DE,AT");
    server.completeAfter(TEN);

    byte[] content = PhonePackage.signedContent(server.store.bytes(V1), TestSigningKeys.one());
    assertThat(new String(content, StandardCharsets.ISO_8859_1))
        .contains(List.of(":\u0002AT:\u0002DE:\u0002FR"));
  }

  private WireMessage message(String path) {
    return WireMessage.of(
        PhonePackage.signedContent(server.store.bytes(path), TestSigningKeys.one()));
  }

  private void edit(String name, String from, String to) throws IOException {
    Path file = folder.resolve(name);
    String text = Files.readString(file);
    assertThat(text).contains(from);
    Files.writeString(file, text.replace(from, to));
  }
}
