package io.warnserver.distribution.archive;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.distribution.testing.TestSigningKeys;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check finds what a phone would refuse, on archives that were spoiled after writing. */
class ArchiveCheckTest {

  private static final byte[] CONTENT = "content".getBytes(StandardCharsets.US_ASCII);

  @TempDir private Path folder;
  private byte[] signatures;

  @BeforeEach
  void takeSignatures() throws IOException {
    try (SignedArchive archive =
            SignedArchive.write(out -> out.write(CONTENT), TestSigningKeys.one());
        ZipFile zip = new ZipFile(archive.file().toFile())) {
      signatures = zip.getInputStream(zip.getEntry("export.sig")).readAllBytes();
    }
  }

  @Test
  void bothEntriesAsWritten_areFine() throws IOException {
    Path file = zip("export.bin", CONTENT, "export.sig", signatures);

    assertThatCode(() -> ArchiveCheck.check(file, TestSigningKeys.one()))
        .doesNotThrowAnyException();
  }

  @Test
  void otherContent_isRefused() throws IOException {
    byte[] other = CONTENT.clone();
    other[3] ^= 1;

    assertRefused(zip("export.bin", other, "export.sig", signatures), "does not match");
  }

  @Test
  void otherSignature_isRefused() throws IOException {
    byte[] other = signatures.clone();
    other[other.length - 1] ^= 1;

    assertRefused(zip("export.bin", CONTENT, "export.sig", other), "does not match");
  }

  @Test
  void otherSignatureInfo_isRefused() throws IOException {
    byte[] other = signatures.clone();
    int at = new String(other, StandardCharsets.ISO_8859_1).indexOf("262");
    other[at] = '3';

    assertRefused(zip("export.bin", CONTENT, "export.sig", other), "does not match");
  }

  @Test
  void missingSignature_isRefused() throws IOException {
    assertRefused(zip("export.bin", CONTENT, "export.sig", new byte[0]), "not as many signatures");
  }

  @Test
  void doubledSignature_isRefused() throws IOException {
    byte[] twice = Arrays.copyOf(signatures, 2 * signatures.length);
    System.arraycopy(signatures, 0, twice, signatures.length, signatures.length);

    assertRefused(zip("export.bin", CONTENT, "export.sig", twice), "not as many signatures");
  }

  @Test
  void wrongOrder_isRefused() throws IOException {
    assertRefused(
        zip("export.sig", signatures, "export.bin", CONTENT), "export.bin is not in its place");
  }

  @Test
  void missingEntry_isRefused() throws IOException {
    assertRefused(zip("export.bin", CONTENT), "export.sig is not in its place");
  }

  @Test
  void thirdEntry_isRefused() throws IOException {
    assertRefused(
        zip("export.bin", CONTENT, "export.sig", signatures, "more", CONTENT), "third entry");
  }

  private static void assertRefused(Path file, String reason) {
    assertThatThrownBy(() -> ArchiveCheck.check(file, TestSigningKeys.one()))
        .isInstanceOf(ArchiveRefusedException.class)
        .hasMessageContaining(reason);
  }

  private Path zip(Object... namesAndContents) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    for (int i = 0; i < namesAndContents.length; i += 2) {
      entries.put((String) namesAndContents[i], (byte[]) namesAndContents[i + 1]);
    }
    Path file = folder.resolve("archive.zip");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return file;
  }
}
