package io.warnserver.client;

import static io.warnserver.client.Refusal.Reason.EXPORT_UNPARSABLE;
import static io.warnserver.client.Refusal.Reason.HEADER_WRONG;
import static io.warnserver.client.Refusal.Reason.SIGNATURES_UNPARSABLE;
import static io.warnserver.client.Refusal.Reason.SIGNATURE_COUNT_DIFFERS;
import static io.warnserver.client.Refusal.Reason.SIGNATURE_INFO_MISSING;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.warnserver.protocols.keys.SignatureInfo;
import io.warnserver.protocols.keys.TEKSignatureList;
import io.warnserver.protocols.keys.TemporaryExposureKeyExport;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides as a phone does whether it accepts an archive (key packages, "The package"). Signatures
 * are checked with the Java runtime's own classes over the raw bytes, header included.
 */
public final class PackageCheck {
  /**
   * The largest file, and the largest {@code export.bin}, in bytes. Users report a limit of "16
   * MB"; this is the smaller reading of it.
   */
  public static final int MAX_BYTES = 16_000_000;

  private final SignatureCheck signatures;

  /** Accepts what this key has signed. */
  public PackageCheck(RegisteredKey key) {
    this.signatures = new SignatureCheck(key);
  }

  /**
   * Every reason to refuse the file, in the order of the checks; empty if it is accepted. A file
   * whose entries cannot be told has the reasons for that only.
   */
  public List<Refusal> refusals(byte[] file, ArchiveKind kind) {
    PackageArchive archive;
    try {
      archive = PackageArchive.read(file);
    } catch (PackageRefusedException e) {
      return e.refusals();
    }
    List<Refusal> refusals = new ArrayList<>();
    if (!kind.headerIsRight(archive.export())) {
      refusals.add(new Refusal(HEADER_WRONG, archive.export().size() + " bytes in export.bin"));
    }
    TEKSignatureList list = null;
    try {
      list = TEKSignatureList.parseFrom(archive.signatures());
      refusals.addAll(signatures.refusals(archive.export(), list));
    } catch (InvalidProtocolBufferException e) {
      refusals.add(new Refusal(SIGNATURES_UNPARSABLE, String.valueOf(e.getMessage())));
    }
    try {
      Message message = kind.parse(archive.export());
      if (message instanceof TemporaryExposureKeyExport export) {
        refusals.addAll(exportRefusals(export, list));
      }
    } catch (InvalidProtocolBufferException e) {
      refusals.add(new Refusal(EXPORT_UNPARSABLE, String.valueOf(e.getMessage())));
    }
    return List.copyOf(refusals);
  }

  private List<Refusal> exportRefusals(TemporaryExposureKeyExport export, TEKSignatureList list) {
    List<Refusal> refusals = new ArrayList<>();
    List<SignatureInfo> infos = export.getSignatureInfosList();
    refusals.addAll(
        SignatureCheck.batchRefusals("export.bin", export.getBatchNum(), export.getBatchSize()));
    infos.forEach(i -> refusals.addAll(SignatureCheck.algorithmRefusals("export.bin", i)));
    if (infos.stream().noneMatch(signatures::isOurs)) {
      refusals.add(new Refusal(SIGNATURE_INFO_MISSING, infos.size() + " signature infos"));
    }
    if (list != null && list.getSignaturesCount() != infos.size()) {
      refusals.add(
          new Refusal(
              SIGNATURE_COUNT_DIFFERS,
              list.getSignaturesCount() + " signatures, " + infos.size() + " signature infos"));
    }
    return refusals;
  }
}
