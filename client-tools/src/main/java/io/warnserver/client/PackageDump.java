package io.warnserver.client;

import static io.warnserver.client.Refusal.Reason.EXPORT_UNPARSABLE;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import io.warnserver.protocols.keys.SignatureInfo;
import io.warnserver.protocols.keys.TEKSignature;
import io.warnserver.protocols.keys.TEKSignatureList;
import io.warnserver.protocols.keys.TemporaryExposureKey;
import io.warnserver.protocols.keys.TemporaryExposureKeyExport;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** Writes what an archive says, for a reader. Checks no signature. */
public final class PackageDump {
  private static final long SECONDS_AN_INTERVAL = 600;

  private final PrintWriter out;

  /** Writes to this writer, which stays open. */
  public PackageDump(PrintWriter out) {
    this.out = out;
  }

  /**
   * Writes one archive.
   *
   * @throws PackageRefusedException if its entries cannot be told, or are not the messages of this
   *     kind
   */
  public void write(byte[] file, ArchiveKind kind) throws PackageRefusedException {
    PackageArchive archive = PackageArchive.read(file);
    Message message;
    TEKSignatureList signatures;
    try {
      message = kind.parse(archive.export());
      signatures = TEKSignatureList.parseFrom(archive.signatures());
    } catch (InvalidProtocolBufferException e) {
      throw new PackageRefusedException(EXPORT_UNPARSABLE, String.valueOf(e.getMessage()));
    }
    out.printf(
        Locale.ROOT,
        "file         %s, %,d bytes; export.bin %,d, export.sig %,d%n",
        kind,
        file.length,
        archive.export().size(),
        archive.signatures().size());
    if (!kind.headerIsRight(archive.export())) {
      out.println("header       wrong");
    }
    for (TEKSignature signature : signatures.getSignaturesList()) {
      out.printf(
          Locale.ROOT,
          "signature    %s; batch %d of %d; %d bytes%n",
          text(signature.getSignatureInfo()),
          signature.getBatchNum(),
          signature.getBatchSize(),
          signature.getSignature().size());
    }
    if (message instanceof TemporaryExposureKeyExport export) {
      write(export);
    } else {
      out.print(TextFormat.printer().printToString(message));
    }
  }

  private void write(TemporaryExposureKeyExport export) {
    out.printf(Locale.ROOT, "region       %s%n", ArchiveEntry.printable(export.getRegion()));
    out.printf(
        Locale.ROOT,
        "window       %s to %s%n",
        instant(export.getStartTimestamp()),
        instant(export.getEndTimestamp()));
    out.printf(Locale.ROOT, "batch        %d of %d%n", export.getBatchNum(), export.getBatchSize());
    for (SignatureInfo info : export.getSignatureInfosList()) {
      out.printf(Locale.ROOT, "signed by    %s%n", text(info));
    }
    write("keys", export.getKeysList());
    write("revised keys", export.getRevisedKeysList());
  }

  private void write(String title, List<TemporaryExposureKey> keys) {
    out.printf(Locale.ROOT, "%-12s %d%n", title, keys.size());
    for (TemporaryExposureKey key : keys) {
      long start = key.getRollingStartIntervalNumber() * SECONDS_AN_INTERVAL;
      out.printf(
          Locale.ROOT,
          "  %s start %s (%d) period %d level %s report %s days since onset %s%n",
          hex(key.getKeyData()),
          instant(start),
          key.getRollingStartIntervalNumber(),
          key.getRollingPeriod(),
          key.hasTransmissionRiskLevel() ? key.getTransmissionRiskLevel() : "-",
          key.hasReportType() ? key.getReportType() : "-",
          key.hasDaysSinceOnsetOfSymptoms() ? key.getDaysSinceOnsetOfSymptoms() : "-");
    }
  }

  private static String text(SignatureInfo info) {
    return String.format(
        Locale.ROOT,
        "key %s version %s algorithm %s bundle %s package %s",
        ArchiveEntry.printable(info.getVerificationKeyId()),
        ArchiveEntry.printable(info.getVerificationKeyVersion()),
        ArchiveEntry.printable(info.getSignatureAlgorithm()),
        ArchiveEntry.printable(info.getAppBundleId()),
        ArchiveEntry.printable(info.getAndroidPackage()));
  }

  private static String instant(long seconds) {
    try {
      return Instant.ofEpochSecond(seconds).toString();
    } catch (DateTimeException e) {
      return seconds + " s";
    }
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }
}
