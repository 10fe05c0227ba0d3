package io.warnserver.client;

import com.google.protobuf.ByteString;
import io.warnserver.client.ZipBytes.Part;
import io.warnserver.protocols.keys.SignatureInfo;
import io.warnserver.protocols.keys.TEKSignature;
import io.warnserver.protocols.keys.TEKSignatureList;
import io.warnserver.protocols.keys.TemporaryExposureKey;
import io.warnserver.protocols.keys.TemporaryExposureKeyExport;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.function.Consumer;

/** A good archive for tests, each part of which can be made bad before it is signed or after. */
public final class SignedArchive {
  public static final KeyPair KEY = newKey("secp256r1");
  static final RegisteredKey REGISTERED =
      new RegisteredKey((ECPublicKey) KEY.getPublic(), "262", "v1");

  static final SignatureInfo INFO =
      SignatureInfo.newBuilder()
          .setAppBundleId("de.rki.coronawarnapp")
          .setAndroidPackage("de.rki.coronawarnapp")
          .setVerificationKeyId("262")
          .setVerificationKeyVersion("v1")
          .setSignatureAlgorithm("1.2.840.10045.4.3.2")
          .build();

  /** 2026-11-09T03:00:00Z. */
  static final long START = 1_794_193_200L;

  final TemporaryExposureKeyExport.Builder export =
      TemporaryExposureKeyExport.newBuilder()
          .setStartTimestamp(START)
          .setEndTimestamp(START + 3600)
          .setRegion("DE")
          .setBatchNum(1)
          .setBatchSize(1)
          .addSignatureInfos(INFO)
          .addKeys(key());

  ByteString header = ByteString.copyFromUtf8("EK Export v1    ");

  static TemporaryExposureKey key() {
    return TemporaryExposureKey.newBuilder()
        .setKeyData(ByteString.fromHex("000102030405060708090a0b0c0d0e0f"))
        .setTransmissionRiskLevel(3)
        .setRollingStartIntervalNumber(2_990_160)
        .setRollingPeriod(144)
        .setReportType(TemporaryExposureKey.ReportType.CONFIRMED_TEST)
        .setDaysSinceOnsetOfSymptoms(1)
        .build();
  }

  ByteString exportBytes() {
    return header.concat(export.build().toByteString());
  }

  /** The file with the one good signature. */
  public byte[] bytes() {
    return bytes(signatures -> {});
  }

  /** The file whose list of one good signature has been changed. */
  byte[] bytes(Consumer<TEKSignatureList.Builder> change) {
    TEKSignatureList.Builder list =
        TEKSignatureList.newBuilder().addSignatures(good(exportBytes()));
    change.accept(list);
    return zip(exportBytes(), list.build().toByteString());
  }

  static byte[] zip(ByteString export, ByteString signatures) {
    return ZipBytes.of(
        Part.deflated("export.bin", export.toByteArray()),
        Part.deflated("export.sig", signatures.toByteArray()));
  }

  static TEKSignature good(ByteString export) {
    return TEKSignature.newBuilder()
        .setSignatureInfo(INFO)
        .setBatchNum(1)
        .setBatchSize(1)
        .setSignature(signature(export, KEY))
        .build();
  }

  static ByteString signature(ByteString content, KeyPair key) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(key.getPrivate());
      signature.update(content.toByteArray());
      return ByteString.copyFrom(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static KeyPair newKey(String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static String pem(KeyPair key) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(key.getPublic().getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }
}
