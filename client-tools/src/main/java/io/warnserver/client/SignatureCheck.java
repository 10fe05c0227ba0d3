package io.warnserver.client;

import static io.warnserver.client.Refusal.Reason.ALGORITHM_UNKNOWN;
import static io.warnserver.client.Refusal.Reason.BATCH_INCOMPLETE;
import static io.warnserver.client.Refusal.Reason.KEY_NOT_REGISTERED;
import static io.warnserver.client.Refusal.Reason.SIGNATURE_WRONG;

import com.google.protobuf.ByteString;
import io.warnserver.protocols.keys.SignatureInfo;
import io.warnserver.protocols.keys.TEKSignature;
import io.warnserver.protocols.keys.TEKSignatureList;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.SignatureException;
import java.util.ArrayList;
import java.util.List;

/** The rules for {@code export.sig}, which are the same for key packages and configurations. */
final class SignatureCheck {
  /** The object identifier of ECDSA with SHA-256. */
  private static final String ALGORITHM = "1.2.840.10045.4.3.2";

  private final RegisteredKey key;

  SignatureCheck(RegisteredKey key) {
    this.key = key;
  }

  List<Refusal> refusals(ByteString export, TEKSignatureList list) {
    List<Refusal> refusals = new ArrayList<>();
    for (TEKSignature signature : list.getSignaturesList()) {
      refusals.addAll(
          batchRefusals("export.sig", signature.getBatchNum(), signature.getBatchSize()));
      refusals.addAll(algorithmRefusals("export.sig", signature.getSignatureInfo()));
    }
    List<TEKSignature> ours =
        list.getSignaturesList().stream().filter(s -> isOurs(s.getSignatureInfo())).toList();
    if (ours.isEmpty()) {
      refusals.add(
          new Refusal(
              KEY_NOT_REGISTERED, list.getSignaturesCount() + " signatures, none for " + name()));
    } else if (ours.stream().noneMatch(s -> matches(export, s.getSignature()))) {
      refusals.add(new Refusal(SIGNATURE_WRONG, "key " + name()));
    }
    return refusals;
  }

  private String name() {
    return key.id() + "-" + key.version();
  }

  boolean isOurs(SignatureInfo info) {
    return info.getVerificationKeyId().equals(key.id())
        && info.getVerificationKeyVersion().equals(key.version());
  }

  static List<Refusal> batchRefusals(String entry, int number, int size) {
    return number == 1 && size == 1
        ? List.of()
        : List.of(
            new Refusal(
                BATCH_INCOMPLETE, entry + ": batch_num " + number + ", batch_size " + size));
  }

  static List<Refusal> algorithmRefusals(String entry, SignatureInfo info) {
    String algorithm = info.getSignatureAlgorithm();
    return algorithm.equals(ALGORITHM)
        ? List.of()
        : List.of(new Refusal(ALGORITHM_UNKNOWN, entry + ": " + ArchiveEntry.printable(algorithm)));
  }

  private boolean matches(ByteString export, ByteString signature) {
    try {
      Signature check = Signature.getInstance("SHA256withECDSA");
      check.initVerify(key.publicKey());
      check.update(export.asReadOnlyByteBuffer());
      return check.verify(signature.toByteArray());
    } catch (SignatureException e) {
      // Not a signature in X9.62 DER at all.
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime cannot check ECDSA signatures", e);
    }
  }
}
