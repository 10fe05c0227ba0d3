package io.warnserver.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that cannot be read as YAML, and folders that do not hold the expected files. */
final class SourceFilesTest {

  private static final String V1 = "exposure-v1.yaml";

  @Test
  void missingFile_isReported() throws Exception {
    assertThat(Readings.faults(new EditedSource().remove(V1)))
        .containsExactly("exposure-v1.yaml: is missing");
  }

  @Test
  void unknownFile_isReported() throws Exception {
    assertThat(Readings.faults(new EditedSource().write("exposure-v1-old.yaml", "a: 1")))
        .singleElement()
        .asString()
        .startsWith("exposure-v1-old.yaml: is not known here; known are app-features.yaml, ");
  }

  @Test
  void emptyFile_isReported() throws Exception {
    assertThat(Readings.faults(new EditedSource().write(V1, "")))
        .containsExactly("exposure-v1.yaml: is empty");
    assertThat(Readings.faults(new EditedSource().write(V1, "# nothing but words\n")))
        .containsExactly("exposure-v1.yaml: is empty");
  }

  @Test
  void fileWithoutFields_isReported() throws Exception {
    assertThat(Readings.faults(new EditedSource().write(V1, "[1, 2]")))
        .containsExactly("exposure-v1.yaml: must hold fields, each written as \"name: value\"");
    assertThat(Readings.faults(new EditedSource().write(V1, "null")))
        .containsExactly("exposure-v1.yaml: must hold fields, each written as \"name: value\"");
  }

  @Test
  void textThatIsNotUtf8_isReportedWithItsLine() throws Exception {
    byte[] latin = "a: 1\nb: \u00e4\n".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(Readings.faults(new EditedSource().write(V1, latin)))
        .containsExactly("exposure-v1.yaml: line 2: is not UTF-8");
  }

  @Test
  void byteOrderMark_isSkipped() throws Exception {
    assertThat(
            Readings.faults(
                new EditedSource().replace(V1, "# How the first", "\uFEFF# How the first")))
        .isEmpty();
  }

  @Test
  void fileOfTheLargestSize_isReadAndOneByteMoreIsNot() throws Exception {
    EditedSource source = new EditedSource();
    int length;
    try (var in = source.open(V1)) {
      length = in.readAllBytes().length;
    }
    String padding = "#".repeat(SourceText.LARGEST_BYTES - length);

    assertThat(Readings.faults(source.append(V1, padding))).isEmpty();
    assertThat(Readings.faults(source.append(V1, "#")))
        .containsExactly("exposure-v1.yaml: is larger than 262144 bytes");
  }

  @Test
  void badYaml_isReportedWithItsLine() throws Exception {
    assertThat(Readings.faults(new EditedSource().write(V1, "a: 1\nb: [1, 2\nc: 3\n")))
        .singleElement()
        .asString()
        .startsWith("exposure-v1.yaml: line 3: is not YAML: ");
    assertThat(Readings.faults(new EditedSource().write(V1, "a:\n\t- b\n")))
        .singleElement()
        .asString()
        .startsWith("exposure-v1.yaml: line 2: is not YAML: ");
  }

  @Test
  void controlCharacter_isReported() throws Exception {
    assertThat(Readings.faults(new EditedSource().write(V1, "a: \u0007\n")))
        .singleElement()
        .asString()
        .startsWith("exposure-v1.yaml: ")
        .contains("is not YAML: ");
  }

  @Test
  void aliasesAndTags_areReportedWithTheirLines() throws Exception {
    assertThat(
            Readings.faults(
                new EditedSource().write(V1, "a: &a [1]\nb: *a\nc: !!str 1\nd: !x {e: 1}\n")))
        .containsExactly(
            "exposure-v1.yaml: line 2: uses an alias (*), write the value instead",
            "exposure-v1.yaml: line 3: uses a tag (!), write the value alone",
            "exposure-v1.yaml: line 4: uses a tag (!), write the value alone");
  }

  @Test
  void severalDocuments_areReported() throws Exception {
    assertThat(Readings.faults(new EditedSource().append(V1, "---\na: 1\n")))
        .containsExactly("exposure-v1.yaml: holds 2 documents (---) instead of one");
  }

  @Test
  void deepNesting_isReportedAndNoStackOverflows() throws Exception {
    assertThat(Readings.faults(new EditedSource().write(V1, "a: " + "[".repeat(200_000))))
        .containsExactly("exposure-v1.yaml: line 1: is nested deeper than 20");
    assertThat(Readings.faults(new EditedSource().write(V1, "- ".repeat(100_000))))
        .containsExactly("exposure-v1.yaml: line 1: is nested deeper than 20");
  }

  @Test
  void keyThatIsNoName_isReported() throws Exception {
    assertThat(Readings.faults(new EditedSource().append(V1, "? [a, b]\n: 1\n")))
        .singleElement()
        .asString()
        .startsWith("exposure-v1.yaml: ?: line ")
        .endsWith(": is not a name");
  }

  @Test
  void folder_isReadAnewEachTime(@TempDir Path folder) throws Exception {
    copyShipped(folder);
    Files.writeString(folder.resolve("README.txt"), "not YAML, not ours");
    ConfigurationSource source = new ConfigurationSource.Directory(folder);
    assertThat(Readings.valid(source)).isEqualTo(Readings.valid(new ConfigurationSource.Shipped()));

    Path file = folder.resolve(V1);
    Files.writeString(file, Files.readString(file).replace("gt30Min: 1", "gt30Min: 9"));

    assertThat(Readings.faults(source))
        .containsExactly("exposure-v1.yaml: exposureConfig.duration.gt30Min: 9 is outside 0..8");
  }

  @Test
  void folderThatIsMissing_isOneFault(@TempDir Path folder) {
    Path missing = folder.resolve("none");

    assertThat(Readings.faults(new ConfigurationSource.Directory(missing)))
        .containsExactly("app configuration: cannot be read (is not a folder: " + missing + ")");
  }

  @Test
  void folderInPlaceOfAFile_isReported(@TempDir Path folder) throws Exception {
    copyShipped(folder);
    Files.delete(folder.resolve(V1));
    Files.createDirectory(folder.resolve(V1));

    assertThat(Readings.faults(new ConfigurationSource.Directory(folder)))
        .containsExactly("exposure-v1.yaml: cannot be read (is not a file)");
  }

  private static void copyShipped(Path folder) throws Exception {
    ConfigurationSource shipped = new ConfigurationSource.Shipped();
    for (String name : shipped.names()) {
      try (var in = shipped.open(name)) {
        Files.copy(in, folder.resolve(name));
      }
    }
  }
}
