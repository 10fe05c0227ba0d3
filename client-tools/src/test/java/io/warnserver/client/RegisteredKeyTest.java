package io.warnserver.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class RegisteredKeyTest {
  @Test
  void pemOfAP256Key_isRead() {
    String text = "a comment\n" + SignedArchive.pem(SignedArchive.KEY);

    assertThat(RegisteredKey.ofPem(text, "262", "v1")).isEqualTo(SignedArchive.REGISTERED);
  }

  @Test
  void keyOnAnotherCurve_isRefused() {
    String pem = SignedArchive.pem(SignedArchive.newKey("secp384r1"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> RegisteredKey.ofPem(pem, "262", "v1"))
        .withMessageContaining("P-256");
  }

  @Test
  void textWithoutAPublicKey_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RegisteredKey.ofPem("-----BEGIN PRIVATE KEY-----", "262", "v1"))
        .withMessageContaining("BEGIN PUBLIC KEY");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                RegisteredKey.ofPem(
                    "-----BEGIN PUBLIC KEY-----AAAA-----END PUBLIC KEY-----", "262", "v1"))
        .withMessageContaining("not an EC public key");
  }
}
