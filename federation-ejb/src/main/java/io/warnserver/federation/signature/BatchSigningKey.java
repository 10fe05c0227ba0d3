package io.warnserver.federation.signature;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/**
 * The key that this country signs its batches with: RSA or EC on P-256, with SHA-256 (federation
 * gateway protocol, what is signed). Printing it shows nothing of the private part.
 */
public final class BatchSigningKey {

  private final PrivateKey privateKey;
  private final X509Certificate certificate;

  /**
   * @param privateKey RSA or EC
   * @param certificate of its public half, known to the gateway
   */
  public BatchSigningKey(PrivateKey privateKey, X509Certificate certificate) {
    this.privateKey = privateKey;
    this.certificate = certificate;
  }

  /** The certificate that goes with every signature. */
  public X509Certificate certificate() {
    return certificate;
  }

  /**
   * Signs what {@link SignedEntries} gives: detached, with exactly the signing certificate.
   *
   * @return base64 on one line, for the request header
   * @throws SignatureRefusedException if the key cannot sign, or gives what its certificate does
   *     not verify
   */
  public String sign(byte[] entries) {
    try {
      CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
      generator.addSignerInfoGenerator(
          new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
              .build(new JcaContentSignerBuilder(algorithm()).build(privateKey), certificate));
      generator.addCertificates(new JcaCertStore(List.of(certificate)));
      byte[] signed =
          generator
              .generate(new CMSProcessableByteArray(entries), false)
              .toASN1Structure()
              .getEncoded("DER");
      String signature = Base64.getEncoder().encodeToString(signed);
      if (!BatchSignature.verifies(signature, entries, certificate)) {
        throw new SignatureRefusedException("the certificate is not that of the signing key", null);
      }
      return signature;
    } catch (OperatorCreationException | CMSException | IOException | GeneralSecurityException e) {
      throw new SignatureRefusedException("the batch could not be signed", e);
    }
  }

  private String algorithm() {
    return privateKey instanceof ECPrivateKey ? "SHA256withECDSA" : "SHA256withRSA";
  }

  @Override
  public String toString() {
    return "BatchSigningKey[********]";
  }
}
