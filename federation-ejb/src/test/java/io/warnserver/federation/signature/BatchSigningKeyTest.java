package io.warnserver.federation.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warnserver.federation.testing.Vector;
import io.warnserver.testing.TestCertificates;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Signatures, taken apart by the grammar of CMS and checked with the JDK: no class that knows CMS.
 */
class BatchSigningKeyTest {

  private static final String SUBJECT = "CN=signing,C=DE";
  private static final String MESSAGE_DIGEST = "1.2.840.113549.1.9.4";
  private static final String SHA_256 = "2.16.840.1.101.3.4.2.1";

  private final byte[] entries = SignedEntries.of(List.of(Vector.A, Vector.B, Vector.C, Vector.D));

  private static TestCertificates pair(String algorithm) {
    return algorithm.equals("RSA") ? TestCertificates.rsa(SUBJECT) : TestCertificates.ec(SUBJECT);
  }

  private static TestCertificates anotherPair(String algorithm) {
    return algorithm.equals("RSA")
        ? TestCertificates.anotherRsa(SUBJECT)
        : TestCertificates.ec(SUBJECT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC"})
  void signature_isThatOfTheEntriesWithExactlyTheSigningCertificate(String algorithm)
      throws Exception {
    TestCertificates pair = pair(algorithm);

    String signature = new BatchSigningKey(pair.privateKey(), pair.certificate()).sign(entries);

    assertThat(signature).matches("[A-Za-z0-9+/]+={0,2}").hasSizeLessThan(6000);
    ASN1Sequence contentInfo = ASN1Sequence.getInstance(Base64.getDecoder().decode(signature));
    ASN1Sequence signedData = ASN1Sequence.getInstance(explicit(contentInfo.getObjectAt(1)));
    assertThat(ASN1Sequence.getInstance(signedData.getObjectAt(2)).size()).as("detached").isOne();
    ASN1Set certificates =
        ASN1Set.getInstance(ASN1TaggedObject.getInstance(signedData.getObjectAt(3)), false);
    assertThat(certificates.size()).isOne();
    assertThat(certificates.getObjectAt(0).toASN1Primitive().getEncoded())
        .isEqualTo(pair.certificate().getEncoded());
    ASN1Set signers = ASN1Set.getInstance(signedData.getObjectAt(signedData.size() - 1));
    assertThat(signers.size()).isOne();
    assertSigned(ASN1Sequence.getInstance(signers.getObjectAt(0)), pair.certificate());
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC"})
  void ownCheck_acceptsTheEntriesAndNothingElse(String algorithm) {
    TestCertificates pair = pair(algorithm);
    String signature = new BatchSigningKey(pair.privateKey(), pair.certificate()).sign(entries);

    assertThat(BatchSignature.verifies(signature, entries, pair.certificate())).isTrue();
    assertThat(
            BatchSignature.verifies(
                signature, SignedEntries.of(List.of(Vector.A)), pair.certificate()))
        .isFalse();
    assertThat(BatchSignature.verifies(signature, entries, pair("EC").certificate())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "====", "AAAA", "not base64", "MIIB"})
  void malformedSignature_isNotAccepted(String signature) {
    assertThat(BatchSignature.verifies(signature, entries, pair("EC").certificate())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC"})
  void certificateOfAnotherKey_signsNothing(String algorithm) {
    BatchSigningKey key =
        new BatchSigningKey(pair(algorithm).privateKey(), anotherPair(algorithm).certificate());

    assertThatThrownBy(() -> key.sign(entries)).isInstanceOf(SignatureRefusedException.class);
    assertThat(key.toString()).isEqualTo("BatchSigningKey[********]");
  }

  /** SignerInfo of RFC 5652, section 5.3. */
  private void assertSigned(ASN1Sequence signer, X509Certificate certificate) throws Exception {
    assertThat(ASN1Sequence.getInstance(signer.getObjectAt(2)).getObjectAt(0).toString())
        .isEqualTo(SHA_256);
    ASN1Set attributes =
        ASN1Set.getInstance(ASN1TaggedObject.getInstance(signer.getObjectAt(3)), false);
    assertThat(digestIn(attributes))
        .isEqualTo(MessageDigest.getInstance("SHA-256").digest(entries));
    String algorithm = certificate.getPublicKey().getAlgorithm();
    Signature jdk =
        Signature.getInstance(algorithm.equals("EC") ? "SHA256withECDSA" : "SHA256withRSA");
    jdk.initVerify(certificate);
    jdk.update(attributes.getEncoded(ASN1Encoding.DER));
    assertThat(jdk.verify(ASN1OctetString.getInstance(signer.getObjectAt(5)).getOctets())).isTrue();
  }

  private static byte[] digestIn(ASN1Set attributes) {
    for (ASN1Encodable one : attributes) {
      ASN1Sequence attribute = ASN1Sequence.getInstance(one);
      if (ASN1ObjectIdentifier.getInstance(attribute.getObjectAt(0))
          .getId()
          .equals(MESSAGE_DIGEST)) {
        ASN1Set values = ASN1Set.getInstance(attribute.getObjectAt(1));
        return ASN1OctetString.getInstance(values.getObjectAt(0)).getOctets();
      }
    }
    throw new AssertionError("no message digest");
  }

  private static ASN1Encodable explicit(ASN1Encodable tagged) {
    return ASN1TaggedObject.getInstance(tagged).getExplicitBaseObject();
  }
}
