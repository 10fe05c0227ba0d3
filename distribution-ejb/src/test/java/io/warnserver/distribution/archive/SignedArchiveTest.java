package io.warnserver.distribution.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.distribution.testing.PhonePackage;
import io.warnserver.distribution.testing.TestSigningKeys;
import io.warnserver.signing.MismatchedSigningKey;
import io.warnserver.signing.SigningKeys;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TimeZone;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignedArchiveTest {

  private static final byte[] CONTENT =
      "content of some length".repeat(99).getBytes(StandardCharsets.US_ASCII);
  private static final Content SOME = out -> out.write(CONTENT);

  @TempDir Path folder;

  @AfterEach
  void everyTest_leavesNoTemporaryFile() {
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void archive_isWhatAPhoneAccepts() throws IOException {
    try (SignedArchive archive = SignedArchive.write(folder, SOME, TestSigningKeys.one())) {
      byte[] bytes = Files.readAllBytes(archive.file());

      assertThat(PhonePackage.signedContent(bytes, TestSigningKeys.one())).isEqualTo(CONTENT);
    }
  }

  @Test
  void zip_hasTwoEntriesInOrderWithAFixedTimeAndNothingElse() throws IOException {
    try (SignedArchive archive = SignedArchive.write(folder, SOME, TestSigningKeys.one())) {
      List<String> stream = new ArrayList<>();
      try (ZipInputStream zip =
          new ZipInputStream(new ByteArrayInputStream(Files.readAllBytes(archive.file())))) {
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
          stream.add(entry.getName());
        }
      }
      assertThat(stream).containsExactly("export.bin", "export.sig");
      try (ZipFile zip = new ZipFile(archive.file().toFile())) {
        assertThat(zip.stream().map(ZipEntry::getName))
            .as("the central directory")
            .containsExactly("export.bin", "export.sig");
        assertThat(zip.stream())
            .allSatisfy(
                entry -> {
                  assertThat(entry.getTimeLocal()).hasToString("1980-01-02T00:00");
                  assertThat(entry.getExtra()).isNull();
                  assertThat(entry.getComment()).isNull();
                });
        assertThat(zip.getComment()).isNull();
      }
    }
  }

  @Test
  void sameContentAndKeys_giveTheSameBytes() throws IOException {
    try (SignedArchive one = SignedArchive.write(folder, SOME, TestSigningKeys.one());
        SignedArchive other = SignedArchive.write(folder, SOME, TestSigningKeys.one())) {
      assertThat(one.file()).isNotEqualTo(other.file()).hasSameBinaryContentAs(other.file());
      assertThat(one.file()).hasSameBinaryContentAs(other.file());
      assertThat(one.contentHash()).isEqualTo(other.contentHash());
    }
  }

  @Test
  void otherTimeZone_givesTheSameBytes() throws IOException {
    TimeZone before = TimeZone.getDefault();
    try (SignedArchive one = SignedArchive.write(folder, SOME, TestSigningKeys.one())) {
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
      try (SignedArchive other = SignedArchive.write(folder, SOME, TestSigningKeys.one())) {
        assertThat(other.file()).hasSameBinaryContentAs(one.file());
      }
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @Test
  void hashes_areThoseOfTheContent() throws IOException, GeneralSecurityException {
    try (SignedArchive archive = SignedArchive.write(folder, SOME, TestSigningKeys.one())) {
      assertThat(archive.contentHash()).isEqualTo(hex(md5(md5(CONTENT))));
      assertThat(Digests.hashOf(CONTENT)).isEqualTo(hex(md5(md5(CONTENT))));
      assertThat(Digests.md5Of(CONTENT)).isEqualTo(hex(md5(CONTENT)));
    }
  }

  @Test
  void severalKeys_giveASignatureOfEachInOrder() throws IOException {
    SigningKeys two = TestSigningKeys.two();

    try (SignedArchive archive = SignedArchive.write(folder, SOME, two)) {
      assertThat(two.all()).hasSize(2);
      assertThat(PhonePackage.signedContent(Files.readAllBytes(archive.file()), two))
          .isEqualTo(CONTENT);
    }
  }

  @Test
  void emptyContent_isSigned() throws IOException {
    try (SignedArchive archive = SignedArchive.write(folder, out -> {}, TestSigningKeys.one())) {
      assertThat(
              PhonePackage.signedContent(Files.readAllBytes(archive.file()), TestSigningKeys.one()))
          .isEmpty();
    }
  }

  @Test
  void keyThatDoesNotBelongToItsCertificate_isCaught() {
    assertThatThrownBy(() -> SignedArchive.write(folder, SOME, MismatchedSigningKey.alone()))
        .isInstanceOf(ArchiveRefusedException.class)
        .hasMessage(
            "an archive of this server would be refused:"
                + " the signature of the key 'current' does not match");
  }

  @Test
  void contentThatFails_isPassedOn() {
    assertThatThrownBy(
            () ->
                SignedArchive.write(
                    folder,
                    out -> {
                      out.write(CONTENT);
                      throw new IOException("as this test wants");
                    },
                    TestSigningKeys.one()))
        .isInstanceOf(IOException.class)
        .hasMessage("as this test wants");
    assertThatThrownBy(
            () ->
                SignedArchive.write(
                    folder,
                    out -> {
                      throw new IllegalStateException("as this test wants");
                    },
                    TestSigningKeys.one()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void closing_deletesTheFile() throws IOException {
    SignedArchive archive = SignedArchive.write(folder, SOME, TestSigningKeys.one());
    assertThat(archive.file()).exists();

    archive.close();

    assertThat(archive.file()).doesNotExist();
  }

  private static byte[] md5(byte[] bytes) throws GeneralSecurityException {
    return MessageDigest.getInstance("MD5").digest(bytes);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
