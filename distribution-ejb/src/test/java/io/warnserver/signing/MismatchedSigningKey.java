package io.warnserver.signing;

import io.warnserver.distribution.testing.TestSigningKeys;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.List;

/**
 * A key that signs with another private key than that of its certificate. Reading the settings
 * refuses such a key, hence the way around them; it stands for anything that signs wrongly.
 */
public final class MismatchedSigningKey {

  private MismatchedSigningKey() {}

  /** The only key in force. */
  public static SigningKeys alone() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      SigningKey right = TestSigningKeys.one().all().get(0);
      return new SigningKeys(
          List.of(
              new SigningKey(
                  right.name(),
                  (ECPrivateKey) generator.generateKeyPair().getPrivate(),
                  right.certificate(),
                  right.info())));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
