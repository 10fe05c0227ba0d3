package io.warnserver.client;

import static io.warnserver.client.Refusal.Reason.ALGORITHM_UNKNOWN;
import static io.warnserver.client.Refusal.Reason.BATCH_INCOMPLETE;
import static io.warnserver.client.Refusal.Reason.ENTRY_MISSING;
import static io.warnserver.client.Refusal.Reason.EXPORT_UNPARSABLE;
import static io.warnserver.client.Refusal.Reason.HEADER_WRONG;
import static io.warnserver.client.Refusal.Reason.KEY_NOT_REGISTERED;
import static io.warnserver.client.Refusal.Reason.SIGNATURES_UNPARSABLE;
import static io.warnserver.client.Refusal.Reason.SIGNATURE_COUNT_DIFFERS;
import static io.warnserver.client.Refusal.Reason.SIGNATURE_INFO_MISSING;
import static io.warnserver.client.Refusal.Reason.SIGNATURE_WRONG;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.warnserver.client.Refusal.Reason;
import io.warnserver.protocols.configuration.ApplicationConfigurationAndroid;
import io.warnserver.protocols.keys.SignatureInfo;
import io.warnserver.protocols.keys.TEKSignatureList;
import java.security.KeyPair;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PackageCheckTest {
  private static final SignatureInfo NEXT_VERSION =
      SignedArchive.INFO.toBuilder().setVerificationKeyVersion("v2").build();

  private final SignedArchive archive = new SignedArchive();

  @Test
  void goodPackage_isAccepted() {
    assertThat(reasons(archive.bytes())).isEmpty();
  }

  @Test
  void packageWithoutKeys_isAccepted() {
    archive.export.clearKeys();

    assertThat(reasons(archive.bytes())).isEmpty();
  }

  @Test
  void packageCutByHand_isAccepted() {
    String info =
        "1a027631" + "2203323632" + "2a13" + hex("1.2.840.10045.4.3.2"); // 30 bytes: 4 + 5 + 21
    String export =
        hex("EK Export v1    ")
            + ("09" + "3037f16a00000000" + "11" + "4045f16a00000000")
            + ("1a02" + hex("DE") + "2001" + "2801")
            + ("321e" + info)
            + ("3a20" + "0a10" + "00112233445566778899aabbccddeeff")
            + ("1003" + "18d0c0b601" + "209001" + "2801" + "3002");
    ByteString bytes = ByteString.fromHex(export);
    String signature = hex(SignedArchive.signature(bytes, SignedArchive.KEY));
    String entry = "0a1e" + info + "1001" + "1801" + "22" + length(signature) + signature;
    ByteString signatures = ByteString.fromHex("0a" + length(entry) + entry);

    assertThat(reasons(SignedArchive.zip(bytes, signatures))).isEmpty();
  }

  @Test
  void missingEntry_isReportedAlone() {
    assertThat(reasons(ZipBytes.of())).containsOnly(ENTRY_MISSING);
  }

  @Test
  void headerPaddedWithNulls_isRefused() {
    archive.header = ByteString.copyFromUtf8("EK Export v1\0\0\0\0");

    assertThat(reasons(archive.bytes())).containsExactly(HEADER_WRONG);
  }

  @Test
  void headerOfAnotherVersion_isRefused() {
    archive.header = ByteString.copyFromUtf8("EK Export v2    ");

    assertThat(reasons(archive.bytes())).containsExactly(HEADER_WRONG);
  }

  @Test
  void noHeader_isRefused() {
    archive.header = ByteString.EMPTY;

    assertThat(reasons(archive.bytes())).contains(HEADER_WRONG);
  }

  @Test
  void emptyExport_isRefused() {
    ByteString list =
        TEKSignatureList.newBuilder()
            .addSignatures(SignedArchive.good(ByteString.EMPTY))
            .build()
            .toByteString();

    assertThat(reasons(SignedArchive.zip(ByteString.EMPTY, list)))
        .containsExactly(HEADER_WRONG, EXPORT_UNPARSABLE);
  }

  @Test
  void exportThatIsNoMessage_isRefused() {
    archive.header = archive.header.concat(ByteString.fromHex("ffffffff"));

    assertThat(reasons(archive.bytes())).containsExactly(EXPORT_UNPARSABLE);
  }

  @Test
  void signaturesThatAreNoMessage_areRefused() {
    byte[] file = SignedArchive.zip(archive.exportBytes(), ByteString.fromHex("0aff"));

    assertThat(reasons(file)).containsExactly(SIGNATURES_UNPARSABLE);
  }

  @Test
  void noSignature_isRefused() {
    assertThat(reasons(archive.bytes(TEKSignatureList.Builder::clear)))
        .containsExactly(KEY_NOT_REGISTERED, SIGNATURE_COUNT_DIFFERS);
  }

  @Test
  void noSignatureAndNoInfo_isRefused() {
    archive.export.clearSignatureInfos();

    assertThat(reasons(archive.bytes(TEKSignatureList.Builder::clear)))
        .containsExactly(KEY_NOT_REGISTERED, SIGNATURE_INFO_MISSING);
  }

  @Test
  void signatureUnderAnotherVersion_isRefused() {
    archive.export.setSignatureInfos(0, NEXT_VERSION);

    assertThat(
            reasons(archive.bytes(l -> l.getSignaturesBuilder(0).setSignatureInfo(NEXT_VERSION))))
        .containsExactly(KEY_NOT_REGISTERED, SIGNATURE_INFO_MISSING);
  }

  @Test
  void signatureUnderAnotherId_isRefused() {
    SignatureInfo info = SignedArchive.INFO.toBuilder().setVerificationKeyId("232").build();

    assertThat(reasons(archive.bytes(l -> l.getSignaturesBuilder(0).setSignatureInfo(info))))
        .containsExactly(KEY_NOT_REGISTERED);
  }

  @Test
  void signatureInfoOfAnotherKey_isRefused() {
    archive.export.setSignatureInfos(0, NEXT_VERSION);

    assertThat(reasons(archive.bytes())).containsExactly(SIGNATURE_INFO_MISSING);
  }

  @Test
  void twoSignaturesOfWhichOneIsRegistered_areAccepted() {
    archive.export.addSignatureInfos(NEXT_VERSION);

    assertThat(reasons(archive.bytes(l -> l.addSignatures(0, other(NEXT_VERSION))))).isEmpty();
  }

  @Test
  void fewerSignaturesThanInfos_areRefused() {
    archive.export.addSignatureInfos(NEXT_VERSION);

    assertThat(reasons(archive.bytes())).containsExactly(SIGNATURE_COUNT_DIFFERS);
  }

  @Test
  void moreSignaturesThanInfos_areRefused() {
    assertThat(reasons(archive.bytes(l -> l.addSignatures(other(NEXT_VERSION)))))
        .containsExactly(SIGNATURE_COUNT_DIFFERS);
  }

  @Test
  void exportBatchOtherThanOneOfOne_isRefused() {
    archive.export.setBatchNum(2).setBatchSize(2);
    assertThat(reasons(archive.bytes())).containsExactly(BATCH_INCOMPLETE);
    archive.export.setBatchNum(1).setBatchSize(2);
    assertThat(reasons(archive.bytes())).containsExactly(BATCH_INCOMPLETE);
    archive.export.clearBatchNum().clearBatchSize();
    assertThat(reasons(archive.bytes())).containsExactly(BATCH_INCOMPLETE);
  }

  @Test
  void signatureBatchOtherThanOneOfOne_isRefused() {
    assertThat(reasons(archive.bytes(l -> l.getSignaturesBuilder(0).setBatchNum(2))))
        .containsExactly(BATCH_INCOMPLETE);
    assertThat(reasons(archive.bytes(l -> l.getSignaturesBuilder(0).setBatchSize(2))))
        .containsExactly(BATCH_INCOMPLETE);
  }

  @Test
  void anotherAlgorithm_isRefused() {
    SignatureInfo info =
        SignedArchive.INFO.toBuilder().setSignatureAlgorithm("1.2.840.10045.4.3.3").build();
    assertThat(reasons(archive.bytes(l -> l.getSignaturesBuilder(0).setSignatureInfo(info))))
        .containsExactly(ALGORITHM_UNKNOWN);

    archive.export.setSignatureInfos(0, info);
    assertThat(reasons(archive.bytes())).containsExactly(ALGORITHM_UNKNOWN);
  }

  @Test
  void signatureOfAnotherKey_isRefused() {
    assertThat(reasons(archive.bytes(l -> l.setSignatures(0, other(SignedArchive.INFO)))))
        .containsExactly(SIGNATURE_WRONG);
  }

  @Test
  void signatureThatIsNoDer_isRefused() {
    ByteString raw = ByteString.copyFrom(new byte[64]);

    assertThat(reasons(archive.bytes(l -> l.getSignaturesBuilder(0).setSignature(raw))))
        .containsExactly(SIGNATURE_WRONG);
    assertThat(reasons(archive.bytes(l -> l.getSignaturesBuilder(0).clearSignature())))
        .containsExactly(SIGNATURE_WRONG);
  }

  @Test
  void signatureOfZeros_isRefused() {
    ByteString zeros = ByteString.fromHex("3006020100020100");

    assertThat(reasons(archive.bytes(l -> l.getSignaturesBuilder(0).setSignature(zeros))))
        .containsExactly(SIGNATURE_WRONG);
  }

  @Test
  void signatureWithoutTheHeaderBytes_isRefused() {
    ByteString bare = archive.export.build().toByteString();

    assertThat(
            reasons(
                archive.bytes(
                    l ->
                        l.getSignaturesBuilder(0)
                            .setSignature(SignedArchive.signature(bare, SignedArchive.KEY)))))
        .containsExactly(SIGNATURE_WRONG);
  }

  @Test
  void exportChangedAfterSigning_isRefused() {
    TEKSignatureList signed =
        TEKSignatureList.newBuilder()
            .addSignatures(SignedArchive.good(archive.exportBytes()))
            .build();
    archive.export.getKeysBuilder(0).setTransmissionRiskLevel(8);

    assertThat(reasons(SignedArchive.zip(archive.exportBytes(), signed.toByteString())))
        .containsExactly(SIGNATURE_WRONG);
  }

  @Test
  void severalFaults_areAllReported() {
    archive.header = ByteString.copyFromUtf8("EK Export v9    ");
    archive.export.setBatchSize(2).addSignatureInfos(NEXT_VERSION);

    assertThat(reasons(archive.bytes(l -> l.setSignatures(0, other(SignedArchive.INFO)))))
        .containsExactly(HEADER_WRONG, SIGNATURE_WRONG, BATCH_INCOMPLETE, SIGNATURE_COUNT_DIFFERS);
  }

  @Test
  void configuration_isAcceptedWithoutHeaderAsConfigurationOnly() {
    byte[] file = configuration(configurationBytes());

    assertThat(reasons(file, ArchiveKind.CONFIGURATION_ANDROID)).isEmpty();
    assertThat(reasons(file, ArchiveKind.KEYS)).contains(HEADER_WRONG);
  }

  @Test
  void configurationThatIsNoMessage_isRefused() {
    byte[] file = configuration(ByteString.copyFromUtf8("EK Export v1    "));

    assertThat(reasons(file, ArchiveKind.CONFIGURATION_V1)).containsExactly(EXPORT_UNPARSABLE);
  }

  @Test
  void configurationWithWrongSignature_isRefused() {
    TEKSignatureList list =
        TEKSignatureList.newBuilder().addSignatures(SignedArchive.good(ByteString.EMPTY)).build();
    byte[] file = SignedArchive.zip(configurationBytes(), list.toByteString());

    assertThat(reasons(file, ArchiveKind.CONFIGURATION_ANDROID)).containsExactly(SIGNATURE_WRONG);
  }

  @Test
  void everyReason_hasASentenceOfItsOwn() {
    assertThat(Stream.of(Reason.values()).map(Reason::sentence))
        .doesNotHaveDuplicates()
        .allMatch(sentence -> sentence.length() > 20);
  }

  private static ByteString configurationBytes() {
    return ApplicationConfigurationAndroid.newBuilder()
        .setMinVersionCode(31)
        .addSupportedCountries("DE")
        .build()
        .toByteString();
  }

  private static byte[] configuration(ByteString export) {
    TEKSignatureList list =
        TEKSignatureList.newBuilder().addSignatures(SignedArchive.good(export)).build();
    return SignedArchive.zip(export, list.toByteString());
  }

  private io.warnserver.protocols.keys.TEKSignature other(SignatureInfo info) {
    KeyPair key = SignedArchive.newKey("secp256r1");
    return SignedArchive.good(archive.exportBytes()).toBuilder()
        .setSignatureInfo(info)
        .setSignature(SignedArchive.signature(archive.exportBytes(), key))
        .build();
  }

  private static String hex(String text) {
    return hex(ByteString.copyFromUtf8(text));
  }

  private static String hex(ByteString bytes) {
    return java.util.HexFormat.of().formatHex(bytes.toByteArray());
  }

  private static String length(String hex) {
    return java.util.HexFormat.of().toHexDigits((byte) (hex.length() / 2));
  }

  private static List<Reason> reasons(byte[] file) {
    return reasons(file, ArchiveKind.KEYS);
  }

  private static List<Reason> reasons(byte[] file, ArchiveKind kind) {
    return new PackageCheck(SignedArchive.REGISTERED)
        .refusals(file, kind).stream().map(Refusal::reason).toList();
  }
}
