package io.warnserver.client;

import static io.warnserver.client.Refusal.Reason.EXPORT_UNPARSABLE;

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
    line(
        "file         %s, %,d bytes; export.bin %,d, export.sig %,d",
        kind, file.length, archive.export().size(), archive.signatures().size());
    if (!kind.headerIsRight(archive.export())) {
      out.println("header       wrong");
    }
    for (TEKSignature signature : signatures.getSignaturesList()) {
      line(
          "signature    %s; batch %d of %d; %d bytes",
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
    line("region       %s", ArchiveEntry.printable(export.getRegion()));
    line(
        "window       %s to %s",
        instant(export.getStartTimestamp()), instant(export.getEndTimestamp()));
    line("batch        %d of %d", export.getBatchNum(), export.getBatchSize());
    for (SignatureInfo info : export.getSignatureInfosList()) {
      line("signed by    %s", text(info));
    }
    write("keys", export.getKeysList());
    write("revised keys", export.getRevisedKeysList());
  }

  private void write(String title, List<TemporaryExposureKey> keys) {
    line("%-12s %d", title, keys.size());
    for (TemporaryExposureKey key : keys) {
      long start = key.getRollingStartIntervalNumber() * SECONDS_AN_INTERVAL;
      line(
          "  %s start %s (%d) period %d level %s report %s days since onset %s",
          HexFormat.of().formatHex(key.getKeyData().toByteArray()),
          instant(start),
          key.getRollingStartIntervalNumber(),
          key.getRollingPeriod(),
          key.hasTransmissionRiskLevel() ? key.getTransmissionRiskLevel() : "-",
          key.hasReportType() ? key.getReportType() : "-",
          key.hasDaysSinceOnsetOfSymptoms() ? key.getDaysSinceOnsetOfSymptoms() : "-");
    }
  }

  private void line(String format, Object... values) {
    out.printf(Locale.ROOT, format + "%n", values);
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
}
