package io.warnserver.distribution.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipInputStream;

/**
 * A phone that knows one signing key and must get by with the others' signatures around it (key
 * packages, "A phone refuses a package when"). Uses nothing that writes packages.
 *
 * @param keyId of the key it knows
 * @param keyVersion of the key it knows
 * @param key the public half
 */
public record OneKeyPhone(String keyId, String keyVersion, PublicKey key) {

  /** Why it refuses a key package; empty if it accepts it. */
  public Optional<String> refusal(byte[] archive) {
    byte[][] entries = entries(archive);
    WireMessage export = WireMessage.of(Arrays.copyOfRange(entries[0], 16, entries[0].length));
    if (WireMessage.of(entries[1]).messages(1).size() != export.messages(6).size()) {
      return Optional.of("not as many signatures as signature infos");
    }
    if (export.messages(6).stream().filter(this::isOfMyKey).count()
        != WireMessage.of(entries[1]).messages(1).stream()
            .filter(signature -> isOfMyKey(signature.messages(1).get(0)))
            .count()) {
      return Optional.of("signatures and signature infos name different keys");
    }
    return refusalOfSignatures(archive);
  }

  /** Why it refuses the signatures of any file; empty if it accepts them. */
  public Optional<String> refusalOfSignatures(byte[] archive) {
    byte[][] entries = entries(archive);
    List<WireMessage> mine =
        WireMessage.of(entries[1]).messages(1).stream()
            .filter(signature -> isOfMyKey(signature.messages(1).get(0)))
            .toList();
    if (mine.isEmpty()) {
      return Optional.of("no signature of a key that is known");
    }
    if (mine.size() > 1) {
      return Optional.of("several signatures of one key");
    }
    return isRight(entries[0], mine.get(0).data(4))
        ? Optional.empty()
        : Optional.of("the signature is wrong");
  }

  private boolean isOfMyKey(WireMessage info) {
    return info.text(4).equals(keyId) && info.text(3).equals(keyVersion);
  }

  private boolean isRight(byte[] content, byte[] signature) {
    try {
      Signature ecdsa = Signature.getInstance("SHA256withECDSA");
      ecdsa.initVerify(key);
      ecdsa.update(content);
      return ecdsa.verify(signature);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[][] entries(byte[] archive) {
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      byte[][] entries = new byte[2][];
      for (int i = 0; i < entries.length; i++) {
        if (zip.getNextEntry() == null) {
          throw new IllegalStateException("an entry is missing");
        }
        entries[i] = zip.readAllBytes();
      }
      return entries;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
