package io.warnserver.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.protocols.keys.SignatureInfo;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checked against RFC 6979, appendix A.2.5, and the JDK's own signature classes. */
class SigningKeyTest {

  private static final String PRIVATE =
      "C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721";
  private static final String PUBLIC_X =
      "60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6";
  private static final String PUBLIC_Y =
      "7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299";

  private static SigningKey key;

  @BeforeAll
  static void makeKey() throws GeneralSecurityException {
    key = signingKey(rfcKeys());
  }

  @ParameterizedTest
  @CsvSource({
    "sample, EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716,"
        + " F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8",
    "test, F1ABB023518351CD71D881567B1EA663ED3EFCF6C5132B354F28D3B0B7D38367,"
        + " 019F4113742A2B14BD25926B49C649155F267E60D3814B4C0CC84250E46F0083"
  })
  void rfc6979Vector_isMet(String message, String r, String s) throws GeneralSecurityException {
    assertThat(sign(key, message)).isEqualTo(der(r, s));
  }

  @Test
  void sameContent_givesTheSameSignature() throws GeneralSecurityException {
    assertThat(sign(key, "content")).isEqualTo(sign(key, "content"));
    assertThat(sign(signingKey(rfcKeys()), "content")).isEqualTo(sign(key, "content"));
  }

  @Test
  void otherContent_givesAnotherSignature() throws GeneralSecurityException {
    assertThat(sign(key, "content")).isNotEqualTo(sign(key, "content "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a", "content", "content that is a good deal longer than a digest is"})
  void signature_isAcceptedByTheJdkOnTheContent(String content) throws GeneralSecurityException {
    Signature verifier = Signature.getInstance("SHA256withECDSA");
    verifier.initVerify(key.publicKey());
    verifier.update(content.getBytes(StandardCharsets.UTF_8));

    assertThat(verifier.verify(sign(key, content))).isTrue();
    assertThat(key.accepts(sha256(content), sign(key, content))).isTrue();
  }

  @Test
  void freshKey_signsWhatTheJdkAccepts() throws GeneralSecurityException {
    KeyPair keys = TestKeyStores.ecKeys("secp256r1");
    Signature verifier = Signature.getInstance("SHA256withECDSA");
    verifier.initVerify(keys.getPublic());
    verifier.update("content".getBytes(StandardCharsets.UTF_8));

    assertThat(verifier.verify(sign(signingKey(keys), "content"))).isTrue();
  }

  @Test
  void signatureOfOtherContent_isNotAccepted() throws GeneralSecurityException {
    assertThat(key.accepts(sha256("content"), sign(key, "other content"))).isFalse();
  }

  @Test
  void signatureOfAnotherKey_isNotAccepted() throws GeneralSecurityException {
    SigningKey other = signingKey(TestKeyStores.ecKeys("secp256r1"));

    assertThat(key.accepts(sha256("content"), sign(other, "content"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00", "3006020100020100", "deadbeef"})
  void anythingElse_isNotAccepted(String signature) throws GeneralSecurityException {
    assertThat(key.accepts(sha256("content"), HexFormat.of().parseHex(signature))).isFalse();
  }

  @Test
  void printing_showsTheNameAlone() {
    assertThat(key).hasToString("SigningKey[current]");
  }

  private static byte[] sign(SigningKey key, String content) throws GeneralSecurityException {
    return key.sign(sha256(content));
  }

  private static SigningKey signingKey(KeyPair keys) throws GeneralSecurityException {
    return new SigningKey(
        "current",
        (ECPrivateKey) keys.getPrivate(),
        TestKeyStores.certificate(keys, TestKeyStores.SUBJECT),
        SignatureInfo.getDefaultInstance());
  }

  private static KeyPair rfcKeys() throws GeneralSecurityException {
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec("secp256r1"));
    ECParameterSpec curve = parameters.getParameterSpec(ECParameterSpec.class);
    KeyFactory factory = KeyFactory.getInstance("EC");
    return new KeyPair(
        factory.generatePublic(
            new ECPublicKeySpec(new ECPoint(number(PUBLIC_X), number(PUBLIC_Y)), curve)),
        factory.generatePrivate(new ECPrivateKeySpec(number(PRIVATE), curve)));
  }

  /** X9.62: a sequence of two integers; by hand, so as not to trust the encoder under test. */
  private static byte[] der(String r, String s) {
    byte[] one = number(r).toByteArray();
    byte[] two = number(s).toByteArray();
    byte[] der = new byte[6 + one.length + two.length];
    der[0] = 0x30;
    der[1] = (byte) (der.length - 2);
    der[2] = 0x02;
    der[3] = (byte) one.length;
    System.arraycopy(one, 0, der, 4, one.length);
    der[4 + one.length] = 0x02;
    der[5 + one.length] = (byte) two.length;
    System.arraycopy(two, 0, der, 6 + one.length, two.length);
    return der;
  }

  private static BigInteger number(String hex) {
    return new BigInteger(hex, 16);
  }

  private static byte[] sha256(String content) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
  }
}
