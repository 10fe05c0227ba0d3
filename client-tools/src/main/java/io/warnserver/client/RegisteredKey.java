package io.warnserver.client;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The public key that the frameworks know for the app, under its id and version.
 *
 * @param publicKey an EC key on P-256
 * @param id {@code verification_key_id}, the mobile country code ({@code 262})
 * @param version {@code verification_key_version} ({@code v1})
 */
public record RegisteredKey(ECPublicKey publicKey, String id, String version) {
  private static final Pattern PEM =
      Pattern.compile(
          "-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]{1,1000})-----END PUBLIC KEY-----");

  /** Refuses a key on another curve than P-256. */
  public RegisteredKey {
    if (!isP256(publicKey.getParams())) {
      throw new IllegalArgumentException("the public key is not on the curve P-256");
    }
  }

  /**
   * Reads the key from text with one {@code BEGIN PUBLIC KEY} block.
   *
   * @throws IllegalArgumentException if there is no such block, or it is no EC key on P-256
   */
  public static RegisteredKey ofPem(String pem, String id, String version) {
    Matcher block = PEM.matcher(pem);
    if (!block.find()) {
      throw new IllegalArgumentException("there is no PEM block BEGIN PUBLIC KEY");
    }
    try {
      byte[] der = Base64.getMimeDecoder().decode(block.group(1));
      return new RegisteredKey(
          (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der)),
          id,
          version);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the PEM block is not an EC public key", e);
    }
  }

  private static boolean isP256(ECParameterSpec actual) {
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec("secp256r1"));
      ECParameterSpec p256 = parameters.getParameterSpec(ECParameterSpec.class);
      return actual.getCurve().equals(p256.getCurve())
          && actual.getGenerator().equals(p256.getGenerator())
          && actual.getOrder().equals(p256.getOrder());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime has no P-256", e);
    }
  }
}
