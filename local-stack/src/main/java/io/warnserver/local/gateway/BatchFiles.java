package io.warnserver.local.gateway;

import com.google.protobuf.ByteString;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Keeps batches over restarts: one file a batch, named as its tag, in a folder of their own. */
final class BatchFiles {

  private final Path folder;

  /**
   * @param folder made where it is missing
   */
  BatchFiles(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All that were saved, in order. */
  List<Batch> read() {
    try (Stream<Path> files = Files.list(folder)) {
      List<Batch> batches = new ArrayList<>();
      for (Path file : files.filter(f -> !f.toString().endsWith(".tmp")).toList()) {
        batches.add(read(file));
      }
      batches.sort(Comparator.comparing(Batch::date).thenComparing(Batch::number));
      return batches;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("the gateway's batches in " + folder + " are unusable", e);
    }
  }

  void delete(Batch batch) {
    try {
      Files.deleteIfExists(folder.resolve(batch.tag()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void save(Batch batch) {
    Path temporary = folder.resolve(batch.tag() + ".tmp");
    try {
      try (DataOutputStream out =
          new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(temporary)))) {
        out.writeUTF(batch.date().toString());
        out.writeInt(batch.number());
        out.writeInt(batch.uploads().size());
        for (Upload upload : batch.uploads()) {
          write(out, upload);
        }
      }
      Files.move(temporary, folder.resolve(batch.tag()), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("a batch of the gateway cannot be saved", e);
    }
  }

  private static void write(DataOutputStream out, Upload upload)
      throws IOException, GeneralSecurityException {
    out.writeUTF(upload.country());
    out.writeUTF(upload.tag());
    out.writeUTF(upload.time().toString());
    bytes(out, upload.uploader().getEncoded());
    bytes(out, upload.signer().getEncoded());
    out.writeUTF(upload.signature());
    bytes(out, upload.keys().toByteArray());
    out.writeInt(upload.amount());
    out.writeBoolean(upload.interleaved());
  }

  private static Batch read(Path file) throws IOException, GeneralSecurityException {
    try (DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
      LocalDate date = LocalDate.parse(in.readUTF());
      int number = in.readInt();
      int count = in.readInt();
      List<Upload> uploads = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        uploads.add(
            new Upload(
                in.readUTF(),
                in.readUTF(),
                Instant.parse(in.readUTF()),
                certificate(bytes(in)),
                certificate(bytes(in)),
                in.readUTF(),
                ByteString.copyFrom(bytes(in)),
                in.readInt(),
                in.readBoolean()));
      }
      return new Batch(date, number, uploads);
    }
  }

  private static X509Certificate certificate(byte[] der) throws GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }

  private static void bytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] bytes(DataInputStream in) throws IOException {
    return in.readNBytes(in.readInt());
  }
}
