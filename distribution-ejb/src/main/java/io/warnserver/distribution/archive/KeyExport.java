package io.warnserver.distribution.archive;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.warnserver.distribution.ledger.ExportedKey;
import io.warnserver.distribution.ledger.PackageKeys;
import io.warnserver.distribution.ledger.PackageWindow;
import io.warnserver.distribution.ledger.Packages;
import io.warnserver.keys.KeyData;
import io.warnserver.protocols.keys.TemporaryExposureKey;
import io.warnserver.protocols.keys.TemporaryExposureKeyExport;
import io.warnserver.signing.SigningKey;
import io.warnserver.signing.SigningKeys;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * {@code export.bin} of a key package (key export format). Keys are written as they come from the
 * database; only one is in memory at a time.
 */
public final class KeyExport implements Content {

  /** The 16 bytes before the message. */
  static final byte[] HEADER = "EK Export v1    ".getBytes(StandardCharsets.US_ASCII);

  private static final int BUFFER_BYTES = 32 * 1024;

  /** Of a key's message: six tags of one byte, the length of the key data, and the key data. */
  private static final int FIXED_SIZE = 6 + 1 + KeyData.LENGTH;

  /**
   * Days since onset that stand for the risk levels 1 to 8 (app configuration, encoding of the risk
   * level).
   */
  private static final List<Integer> DAYS_OF_LEVEL = List.of(1, 2, 1, 2, 1, 2, 1, 2);

  /** Report types that stand for the risk levels 1 and 2, 3 and 4, 5 and 6, 7 and 8. */
  private static final List<TemporaryExposureKey.ReportType> REPORT_TYPE_OF_TWO_LEVELS =
      List.of(
          TemporaryExposureKey.ReportType.RECURSIVE,
          TemporaryExposureKey.ReportType.SELF_REPORT,
          TemporaryExposureKey.ReportType.CONFIRMED_CLINICAL_DIAGNOSIS,
          TemporaryExposureKey.ReportType.CONFIRMED_TEST);

  private final PackageKeys keys;
  private final Packages.Entry entry;
  private final SigningKeys signingKeys;

  public KeyExport(PackageKeys keys, Packages.Entry entry, SigningKeys signingKeys) {
    this.keys = keys;
    this.entry = entry;
    this.signingKeys = signingKeys;
  }

  /**
   * Writes header, message and keys.
   *
   * @throws IOException if the stream fails, or the database has another number of keys than was
   *     planned
   */
  @Override
  public void writeTo(OutputStream out) throws IOException {
    out.write(HEADER);
    CodedOutputStream coded = CodedOutputStream.newInstance(out, BUFFER_BYTES);
    beforeKeys().writeTo(coded);
    int written = keys.read(entry.window(), key -> write(coded, key));
    coded.flush();
    if (written != entry.keys()) {
      throw new IOException("planned " + entry.keys() + " keys for a package, read " + written);
    }
  }

  private TemporaryExposureKeyExport beforeKeys() {
    PackageWindow window = entry.window();
    return TemporaryExposureKeyExport.newBuilder()
        .setStartTimestamp(window.start().getEpochSecond())
        .setEndTimestamp(window.end().getEpochSecond())
        .setRegion(window.tree())
        .setBatchNum(1)
        .setBatchSize(1)
        .addAllSignatureInfos(signingKeys.all().stream().map(SigningKey::info).toList())
        .build();
  }

  /** Field by field: a message object for every key would cost more than its bytes. */
  private static void write(CodedOutputStream coded, ExportedKey key) throws IOException {
    int level = key.transmissionRiskLevel() - 1;
    int reportType = REPORT_TYPE_OF_TWO_LEVELS.get(level / 2).getNumber();
    int days = DAYS_OF_LEVEL.get(level);
    coded.writeTag(
        TemporaryExposureKeyExport.KEYS_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    coded.writeUInt32NoTag(
        FIXED_SIZE
            + CodedOutputStream.computeInt32SizeNoTag(key.transmissionRiskLevel())
            + CodedOutputStream.computeInt32SizeNoTag(key.rollingStart())
            + CodedOutputStream.computeInt32SizeNoTag(key.rollingPeriod())
            + CodedOutputStream.computeEnumSizeNoTag(reportType)
            + CodedOutputStream.computeSInt32SizeNoTag(days));
    coded.writeByteArray(TemporaryExposureKey.KEY_DATA_FIELD_NUMBER, key.keyData());
    coded.writeInt32(
        TemporaryExposureKey.TRANSMISSION_RISK_LEVEL_FIELD_NUMBER, key.transmissionRiskLevel());
    coded.writeInt32(
        TemporaryExposureKey.ROLLING_START_INTERVAL_NUMBER_FIELD_NUMBER, key.rollingStart());
    coded.writeInt32(TemporaryExposureKey.ROLLING_PERIOD_FIELD_NUMBER, key.rollingPeriod());
    coded.writeEnum(TemporaryExposureKey.REPORT_TYPE_FIELD_NUMBER, reportType);
    coded.writeSInt32(TemporaryExposureKey.DAYS_SINCE_ONSET_OF_SYMPTOMS_FIELD_NUMBER, days);
  }
}
