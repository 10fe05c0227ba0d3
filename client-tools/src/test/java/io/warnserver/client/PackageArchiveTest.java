package io.warnserver.client;

import static io.warnserver.client.Refusal.Reason.ARCHIVE_AMBIGUOUS;
import static io.warnserver.client.Refusal.Reason.ARCHIVE_UNREADABLE;
import static io.warnserver.client.Refusal.Reason.ENTRIES_OUT_OF_ORDER;
import static io.warnserver.client.Refusal.Reason.ENTRY_ADDITIONAL;
import static io.warnserver.client.Refusal.Reason.ENTRY_DOUBLED;
import static io.warnserver.client.Refusal.Reason.ENTRY_MISSING;
import static io.warnserver.client.Refusal.Reason.ENTRY_TOO_LARGE;
import static io.warnserver.client.Refusal.Reason.FILE_TOO_LARGE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import io.warnserver.client.Refusal.Reason;
import io.warnserver.client.ZipBytes.Part;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class PackageArchiveTest {
  private static final Part EXPORT = Part.stored("export.bin", "export".getBytes(UTF_8));
  private static final Part OTHER_EXPORT = Part.deflated("export.bin", "other!".getBytes(UTF_8));
  private static final Part SIGNATURES = Part.deflated("export.sig", "signature".getBytes(UTF_8));
  private static final Part README = Part.stored("README", "hello".getBytes(UTF_8));

  @Test
  void twoEntriesOfHand_areRead() throws Exception {
    PackageArchive archive = PackageArchive.read(ZipBytes.of(EXPORT, SIGNATURES));

    assertThat(archive.export()).isEqualTo(ByteString.copyFromUtf8("export"));
    assertThat(archive.signatures()).isEqualTo(ByteString.copyFromUtf8("signature"));
  }

  @Test
  void twoEntriesOfTheJdkWithDescriptorsAndComment_areRead() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setComment("PK\005\006 a comment with an end record's signature in it");
      zip.putNextEntry(new ZipEntry("export.bin"));
      zip.write(new byte[100_000]);
      zip.putNextEntry(new ZipEntry("export.sig"));
    }

    PackageArchive archive = PackageArchive.read(bytes.toByteArray());

    assertThat(archive.export().size()).isEqualTo(100_000);
    assertThat(archive.signatures().isEmpty()).isTrue();
  }

  @Test
  void noEntries_areRefusedAsMissing() {
    assertThat(reasons(ZipBytes.of())).containsExactly(ENTRY_MISSING, ENTRY_MISSING);
  }

  @Test
  void missingExport_isRefused() {
    assertThat(reasons(ZipBytes.of(SIGNATURES))).containsExactly(ENTRY_MISSING);
  }

  @Test
  void missingSignatures_areRefused() {
    assertThat(reasons(ZipBytes.of(EXPORT))).containsExactly(ENTRY_MISSING);
  }

  @Test
  void doubledExport_isRefused() {
    assertThat(reasons(ZipBytes.of(EXPORT, OTHER_EXPORT, SIGNATURES)))
        .containsExactly(ENTRY_DOUBLED);
  }

  @Test
  void doubledSignatures_areRefused() {
    assertThat(reasons(ZipBytes.of(EXPORT, SIGNATURES, SIGNATURES))).containsExactly(ENTRY_DOUBLED);
  }

  @Test
  void entryDoubledInTheFileOnly_isRefused() {
    byte[] zip =
        ZipBytes.of(List.of(EXPORT, OTHER_EXPORT, SIGNATURES), List.of(EXPORT, SIGNATURES));

    assertThat(reasons(zip)).containsExactly(ENTRY_DOUBLED, ARCHIVE_AMBIGUOUS);
  }

  @Test
  void entryDoubledInTheDirectoryOnly_isRefused() {
    byte[] zip = ZipBytes.of(List.of(EXPORT, SIGNATURES), List.of(EXPORT, SIGNATURES, EXPORT));

    assertThat(reasons(zip)).containsExactly(ENTRY_DOUBLED, ARCHIVE_AMBIGUOUS);
  }

  @Test
  void additionalEntry_isRefused() {
    assertThat(reasons(ZipBytes.of(EXPORT, SIGNATURES, README))).containsExactly(ENTRY_ADDITIONAL);
  }

  @Test
  void additionalDirectory_isRefused() {
    Part folder = Part.stored("export/", new byte[0]);

    assertThat(reasons(ZipBytes.of(EXPORT, SIGNATURES, folder))).containsExactly(ENTRY_ADDITIONAL);
  }

  @Test
  void additionalEntryInTheFileOnly_isRefused() {
    byte[] zip = ZipBytes.of(List.of(EXPORT, SIGNATURES, README), List.of(EXPORT, SIGNATURES));

    assertThat(reasons(zip)).containsExactly(ENTRY_ADDITIONAL, ARCHIVE_AMBIGUOUS);
  }

  @Test
  void manyAdditionalEntries_areRefusedWithoutReadingAll() {
    Part[] parts = new Part[60_000];
    Arrays.fill(parts, README);

    assertThat(reasons(ZipBytes.of(parts))).contains(ENTRY_ADDITIONAL, ENTRY_MISSING);
  }

  @Test
  void nameInAnotherCaseOrFolder_isRefused() {
    byte[] zip = ZipBytes.of(Part.stored("./export.bin", new byte[0]), SIGNATURES);

    assertThat(reasons(zip)).containsExactly(ENTRY_MISSING, ENTRY_ADDITIONAL);
  }

  @Test
  void entriesInTheOtherOrder_areRefused() {
    assertThat(reasons(ZipBytes.of(SIGNATURES, EXPORT))).containsExactly(ENTRIES_OUT_OF_ORDER);
  }

  @Test
  void contentHiddenFromTheStream_isRefused() {
    byte[] zip =
        ZipBytes.of(
            List.of(EXPORT, SIGNATURES), List.of(OTHER_EXPORT), List.of(OTHER_EXPORT, SIGNATURES));

    assertThat(reasons(zip)).containsExactly(ARCHIVE_AMBIGUOUS);
  }

  @Test
  void directoryEntryThatPointsToAnother_isRefused() {
    byte[] zip = ZipBytes.of(List.of(EXPORT), List.of(EXPORT, SIGNATURES));

    assertThat(reasons(zip)).containsExactly(ARCHIVE_AMBIGUOUS);
  }

  @Test
  void bytesBeforeTheArchive_areRefused() {
    byte[] zip = ZipBytes.of(EXPORT, SIGNATURES);
    byte[] moved = new byte[zip.length + 1];
    System.arraycopy(zip, 0, moved, 1, zip.length);

    assertThat(reasons(moved)).containsExactly(ARCHIVE_UNREADABLE);
  }

  @Test
  void fileThatIsNoArchive_isRefused() {
    assertThat(reasons(new byte[0])).containsExactly(ARCHIVE_UNREADABLE);
    assertThat(reasons("<html>".repeat(100).getBytes(UTF_8))).containsExactly(ARCHIVE_UNREADABLE);
  }

  @Test
  void archiveCutAnywhere_isRefused() {
    byte[] zip = ZipBytes.of(EXPORT, SIGNATURES);

    for (int length = 0; length < zip.length; length++) {
      assertThat(reasons(Arrays.copyOf(zip, length))).as("cut at %d", length).isNotEmpty();
    }
  }

  @Test
  void archiveWithAnyByteChanged_isReadOrRefusedButNothingElse() throws Exception {
    byte[] zip = ZipBytes.of(EXPORT, SIGNATURES);

    for (int at = 0; at < zip.length; at++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] changed = zip.clone();
        changed[at] ^= (byte) (1 << bit);
        try {
          assertThat(PackageArchive.read(changed)).isEqualTo(PackageArchive.read(zip));
        } catch (PackageRefusedException e) {
          assertThat(e.refusals()).isNotEmpty();
        }
      }
    }
  }

  @Test
  void fileAboveTheLimit_isRefused() {
    byte[] zip =
        ZipBytes.of(Part.stored("export.bin", new byte[PackageCheck.MAX_BYTES]), SIGNATURES);

    assertThat(reasons(zip)).containsExactly(FILE_TOO_LARGE);
  }

  @Test
  void exportOfExactlyTheLimit_isRead() throws Exception {
    byte[] zip =
        ZipBytes.of(Part.deflated("export.bin", new byte[PackageCheck.MAX_BYTES]), SIGNATURES);

    assertThat(PackageArchive.read(zip).export().size()).isEqualTo(PackageCheck.MAX_BYTES);
  }

  @Test
  void exportThatUnpacksAboveTheLimit_isRefused() {
    byte[] zip =
        ZipBytes.of(Part.deflated("export.bin", new byte[PackageCheck.MAX_BYTES + 1]), SIGNATURES);

    assertThat(reasons(zip)).containsExactly(ENTRY_TOO_LARGE);
  }

  @Test
  void otherEntryThatUnpacksAboveItsLimit_isRefused() {
    byte[] zip = ZipBytes.of(EXPORT, Part.deflated("export.sig", new byte[70_000]));

    assertThat(reasons(zip)).containsExactly(ENTRY_TOO_LARGE);
  }

  @Test
  void exportThatUnpacksToMoreThanItsDirectorySays_isRefused() {
    byte[] zip = ZipBytes.of(Part.deflated("export.bin", new byte[30_000_000]), SIGNATURES);
    int directory = indexOf(zip, new byte[] {'P', 'K', 1, 2});
    Arrays.fill(zip, directory + 24, directory + 28, (byte) 0);

    assertThat(reasons(zip)).containsExactly(ARCHIVE_UNREADABLE);
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    int at = 0;
    while (!Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) {
      at++;
    }
    return at;
  }

  private static List<Reason> reasons(byte[] zip) {
    return catchThrowableOfType(PackageRefusedException.class, () -> PackageArchive.read(zip))
        .refusals()
        .stream()
        .map(Refusal::reason)
        .toList();
  }
}
