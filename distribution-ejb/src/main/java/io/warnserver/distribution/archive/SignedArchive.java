package io.warnserver.distribution.archive;

import com.google.protobuf.ByteString;
import io.warnserver.protocols.keys.TEKSignatureList;
import io.warnserver.signing.SigningKey;
import io.warnserver.signing.SigningKeys;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A zip of {@code export.bin} and {@code export.sig} in a temporary file: the same content and keys
 * give the same bytes (on one Java runtime, whose deflate it is). Closing it deletes the file.
 */
public final class SignedArchive implements AutoCloseable {

  static final Path FOLDER = Path.of(System.getProperty("java.io.tmpdir"));

  static final String PREFIX = "warn-archive-";
  static final String SUFFIX = ".zip";
  static final String CONTENT = "export.bin";
  static final String SIGNATURE = "export.sig";

  /**
   * Local, because a zip's times have no zone. Not the very first one that a zip can hold: for that
   * Java adds an extra field with the time in the machine's zone, and the bytes would depend on it.
   */
  private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(1980, 1, 2, 0, 0);

  private static final int LEVEL = 5;
  private static final int BUFFER_BYTES = 32 * 1024;

  private final Path file;
  private final String contentHash;

  private SignedArchive(Path file, String contentHash) {
    this.file = file;
    this.contentHash = contentHash;
  }

  /**
   * Writes an archive and checks it as an app would, with the public keys, before anyone can have
   * it.
   *
   * @throws ArchiveRefusedException if what was written would be refused
   */
  public static SignedArchive write(Content content, SigningKeys keys) throws IOException {
    return write(FOLDER, content, keys);
  }

  static SignedArchive write(Path folder, Content content, SigningKeys keys) throws IOException {
    Path file = temporaryFile(folder);
    try {
      String contentHash;
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
        contentHash = write(content, keys, out);
      }
      ArchiveCheck.check(file, keys);
      return new SignedArchive(file, contentHash);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  static Path temporaryFile(Path folder) throws IOException {
    return Files.createTempFile(folder, PREFIX, SUFFIX);
  }

  private static String write(Content content, SigningKeys keys, OutputStream out)
      throws IOException {
    try (ZipOutputStream zip = new Zip(out)) {
      zip.putNextEntry(entry(CONTENT));
      MessageDigest md5 = Digests.md5();
      MessageDigest sha256 = Digests.sha256();
      content.writeTo(new DigestOutputStream(new DigestOutputStream(zip, md5), sha256));
      zip.closeEntry();
      zip.putNextEntry(entry(SIGNATURE));
      signatures(keys, sha256.digest()).writeTo(zip);
      zip.closeEntry();
      return Digests.md5Of(md5.digest());
    }
  }

  /** Of content with this digest (key export format, {@code TEKSignatureList}). */
  private static TEKSignatureList signatures(SigningKeys keys, byte[] sha256) {
    TEKSignatureList.Builder list = TEKSignatureList.newBuilder();
    for (SigningKey key : keys.all()) {
      list.addSignaturesBuilder()
          .setSignatureInfo(key.info())
          .setBatchNum(1)
          .setBatchSize(1)
          .setSignature(ByteString.copyFrom(key.sign(sha256)));
    }
    return list.build();
  }

  private static ZipEntry entry(String name) {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(ENTRY_TIME);
    return entry;
  }

  /**
   * A third less work than by default, for files that are 1 % larger: half of a key is random. The
   * buffer is what the compressed bytes are fetched in; half a kilobyte by default.
   */
  private static final class Zip extends ZipOutputStream {

    Zip(OutputStream out) {
      super(out);
      buf = new byte[BUFFER_BYTES];
      setLevel(LEVEL);
    }
  }

  /** Where it is, until this is closed. */
  public Path file() {
    return file;
  }

  /** Hex MD5 of the raw MD5 of {@code export.bin} (key packages, {@code cwa-hash}). */
  public String contentHash() {
    return contentHash;
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
  }
}
