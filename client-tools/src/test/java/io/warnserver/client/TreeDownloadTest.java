package io.warnserver.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.client.DownloadedTree.Fault;
import io.warnserver.client.DownloadedTree.StoredPackage;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeDownloadTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-10T03:10:00Z"), ZoneOffset.UTC);
  private static final String DE = "version/v1/diagnosis-keys/country/DE/date";
  private static final byte[] PACKAGE = new SignedArchive().bytes();

  private final WebServer server =
      new WebServer()
          .with("version", "[\"v1\"]")
          .with("version/v1/diagnosis-keys/country", "[\"DE\"]")
          .with(DE, "[\"2026-11-08\"]")
          .with(DE + "/2026-11-08", PACKAGE)
          .with(DE + "/2026-11-09/hour", "[23]")
          .with(DE + "/2026-11-09/hour/23", PACKAGE)
          .with(DE + "/2026-11-10/hour", "[0,2]")
          .with(DE + "/2026-11-10/hour/0", PACKAGE)
          .with(DE + "/2026-11-10/hour/2", PACKAGE)
          .with("version/v1/configuration/country", "[\"DE\"]")
          .with("version/v1/configuration/country/DE/app_config", "v1")
          .with("version/v1/app_config_android", "android")
          .with("version/v1/app_config_ios", "ios");

  @TempDir private Path folder;

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void completeTree_isStoredAsPublished() throws Exception {
    List<String> progress = new ArrayList<>();
    DownloadedTree tree = run(progress);

    assertThat(tree.faults()).isEmpty();
    assertThat(tree.isComplete()).isTrue();
    assertThat(tree.packages())
        .extracting(StoredPackage::object)
        .containsExactly(
            DE + "/2026-11-08",
            DE + "/2026-11-09/hour/23",
            DE + "/2026-11-10/hour/0",
            DE + "/2026-11-10/hour/2",
            "version/v1/configuration/country/DE/app_config",
            "version/v1/app_config_android",
            "version/v1/app_config_ios");
    assertThat(tree.packages())
        .extracting(StoredPackage::kind)
        .containsExactly(
            ArchiveKind.KEYS,
            ArchiveKind.KEYS,
            ArchiveKind.KEYS,
            ArchiveKind.KEYS,
            ArchiveKind.CONFIGURATION_V1,
            ArchiveKind.CONFIGURATION_ANDROID,
            ArchiveKind.CONFIGURATION_IOS);
    assertThat(tree.packages())
        .allSatisfy(
            stored ->
                assertThat(stored.etag())
                    .isEqualTo("\"" + ("/bucket/" + stored.object()).length() + "\""));
    assertThat(folder.resolve(DE + "/2026-11-10/hour/2/package.zip")).hasBinaryContent(PACKAGE);
    assertThat(folder.resolve(DE + "/2026-11-08/package.zip")).hasBinaryContent(PACKAGE);
    assertThat(folder.resolve(DE + "/index.json")).hasContent("[\"2026-11-08\"]");
    assertThat(folder.resolve("version/index.json")).hasContent("[\"v1\"]");
    assertThat(folder.resolve("version/v1/configuration/country/index.json")).exists();
    assertThat(folder.resolve("version/v1/app_config_ios/package.zip")).hasContent("ios");
    assertThat(progress).hasSize(13).startsWith("version", "version/v1/diagnosis-keys/country");
  }

  @Test
  void hoursOfACompleteDay_areWalkedToo() throws Exception {
    server.with(DE + "/2026-11-08/hour", "[7]").with(DE + "/2026-11-08/hour/7", PACKAGE);

    assertThat(run(new ArrayList<>()).packages())
        .extracting(StoredPackage::object)
        .contains(DE + "/2026-11-08/hour/7");
  }

  @Test
  void missingObjects_areNamedAndTheRestIsStored() throws Exception {
    server.without(DE + "/2026-11-10/hour/0").without("version/v1/app_config_android");

    DownloadedTree tree = run(new ArrayList<>());

    assertThat(tree.isComplete()).isFalse();
    assertThat(tree.faults())
        .containsExactly(
            new Fault(DE + "/2026-11-10/hour/0", "the object is missing"),
            new Fault("version/v1/app_config_android", "the object is missing"));
    assertThat(tree.packages()).hasSize(5);
  }

  @Test
  void missingDateIndex_isAFaultAndTodayIsWalked() throws Exception {
    server.without(DE);

    DownloadedTree tree = run(new ArrayList<>());

    assertThat(tree.faults()).containsExactly(new Fault(DE, "the object is missing"));
    assertThat(tree.packages()).hasSize(6);
  }

  @Test
  void emptyStore_isAFault() throws Exception {
    server.without("version");

    assertThat(run(new ArrayList<>()).faults())
        .containsExactly(new Fault("version", "the object is missing"));
  }

  @Test
  void versionIndexWithoutV1_isAFault() throws Exception {
    server.with("version", "[\"v2\"]");

    assertThat(run(new ArrayList<>()).faults())
        .extracting(Fault::object)
        .containsExactly("version");
  }

  @Test
  void pathElementThatLeavesTheFolder_isNotFollowed() throws Exception {
    server.with("version/v1/diagnosis-keys/country", "[\"DE\",\"../../../../x\"]");

    DownloadedTree tree = run(new ArrayList<>());

    assertThat(tree.faults())
        .containsExactly(
            new Fault("version/v1/diagnosis-keys/country", "an element is not a country or EUR"));
    assertThat(folder.resolve("version/v1/diagnosis-keys")).doesNotExist();
  }

  @Test
  void objectsAboveTheirLimit_areFaults() throws Exception {
    server
        .with(DE + "/2026-11-10/hour", "[" + " ".repeat(IndexFile.MAX_BYTES) + "]")
        .with(DE + "/2026-11-08", new byte[PackageCheck.MAX_BYTES + 1]);

    assertThat(run(new ArrayList<>()).faults())
        .containsExactly(
            new Fault(DE + "/2026-11-08", "it is longer than 16000000 bytes"),
            new Fault(DE + "/2026-11-10/hour", "it is longer than 16384 bytes"));
  }

  @Test
  void storeThatFails_isAFaultWithItsStatus() throws Exception {
    server.answering("/bucket/" + DE + "/2026-11-08", 500);

    assertThat(run(new ArrayList<>()).faults())
        .containsExactly(new Fault(DE + "/2026-11-08", "the store answers 500"));
  }

  @Test
  void storeThatIsNotThere_isAFault() throws Exception {
    server.close();

    assertThat(run(new ArrayList<>()).faults())
        .extracting(Fault::object)
        .containsExactly("version");
    assertThat(folder).isEmptyDirectory();
  }

  private DownloadedTree run(List<String> progress) throws Exception {
    return TreeDownload.run(BaseUrl.of(server.url() + "/bucket"), folder, CLOCK, progress::add);
  }
}
