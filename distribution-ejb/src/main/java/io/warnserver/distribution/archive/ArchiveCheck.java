package io.warnserver.distribution.archive;

import io.warnserver.protocols.keys.TEKSignature;
import io.warnserver.protocols.keys.TEKSignatureList;
import io.warnserver.signing.SigningKey;
import io.warnserver.signing.SigningKeys;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Reads an archive back from its file, as an app would, and checks every signature with the public
 * keys.
 */
final class ArchiveCheck {

  private ArchiveCheck() {}

  static void check(Path file, SigningKeys keys) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
        ZipInputStream zip = new ZipInputStream(in)) {
      requireEntry(zip.getNextEntry(), SignedArchive.CONTENT);
      byte[] sha256 = digestOf(zip);
      requireEntry(zip.getNextEntry(), SignedArchive.SIGNATURE);
      TEKSignatureList signatures = TEKSignatureList.parseFrom(zip);
      require(zip.getNextEntry() == null, "there is a third entry");
      require(
          signatures.getSignaturesCount() == keys.all().size(),
          "there are not as many signatures as signing keys");
      for (int i = 0; i < keys.all().size(); i++) {
        SigningKey key = keys.all().get(i);
        TEKSignature signature = signatures.getSignatures(i);
        require(
            signature.getSignatureInfo().equals(key.info())
                && key.accepts(sha256, signature.getSignature().toByteArray()),
            "the signature of the key '" + key.name() + "' does not match");
      }
    }
  }

  private static byte[] digestOf(InputStream in) throws IOException {
    MessageDigest sha256 = Digests.sha256();
    new DigestInputStream(in, sha256).transferTo(OutputStream.nullOutputStream());
    return sha256.digest();
  }

  private static void requireEntry(ZipEntry entry, String name) throws ArchiveRefusedException {
    require(
        entry != null && entry.getName().equals(name),
        "the entry " + name + " is not in its place");
  }

  private static void require(boolean fine, String otherwise) throws ArchiveRefusedException {
    if (!fine) {
      throw new ArchiveRefusedException(otherwise);
    }
  }
}
