package io.warnserver.signing;

import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * The signing keys in force: those that sign a run. Which they are is for {@link
 * ConfiguredSigningKeys} to say.
 *
 * @param all at least one, in the order of the setting
 */
public record SigningKeys(List<SigningKey> all) {

  /**
   * ECDSA with SHA-256, the only algorithm that the apps know (key export format, {@code
   * signature_algorithm}).
   */
  public static final String ALGORITHM = "1.2.840.10045.4.3.2";

  /**
   * @throws IllegalArgumentException without a key
   */
  public SigningKeys {
    all = List.copyOf(all);
    if (all.isEmpty()) {
      throw new IllegalArgumentException("at least one signing key is needed");
    }
  }

  /** Changes whenever a signature, or what it says of its key, would be another one. */
  public byte[] fingerprint() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (SigningKey key : all) {
      bytes.writeBytes(key.info().toByteArray());
      bytes.writeBytes(key.publicKey().getEncoded());
    }
    return bytes.toByteArray();
  }
}
