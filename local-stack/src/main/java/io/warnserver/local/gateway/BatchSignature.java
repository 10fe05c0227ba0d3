package io.warnserver.local.gateway;

import io.warnserver.local.certificates.IssuedCertificate;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/** The CMS signature over a batch (federation gateway protocol, what is signed). */
final class BatchSignature {

  /** SHA-256 with RSA, by either of its names, or with ECDSA. */
  private static final Set<String> ALGORITHMS =
      Set.of(
          PKCSObjectIdentifiers.rsaEncryption.getId(),
          PKCSObjectIdentifiers.sha256WithRSAEncryption.getId(),
          X9ObjectIdentifiers.ecdsa_with_SHA256.getId());

  private BatchSignature() {}

  /** Signs as a country does: detached, with the certificate; standard base64 on one line. */
  static String sign(byte[] content, IssuedCertificate signing) {
    try {
      String algorithm =
          signing.key().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
      CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
      generator.addSignerInfoGenerator(
          new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
              .build(
                  new JcaContentSignerBuilder(algorithm).build(signing.key()),
                  signing.certificate()));
      generator.addCertificates(new JcaCertStore(List.of(signing.certificate())));
      CMSSignedData signed = generator.generate(new CMSProcessableByteArray(content), false);
      return Base64.getEncoder().encodeToString(signed.getEncoded());
    } catch (GeneralSecurityException | OperatorCreationException | CMSException | IOException e) {
      throw new IllegalStateException("a batch cannot be signed", e);
    }
  }

  /**
   * Verifies a signature, but not whose certificate it is.
   *
   * @param content what must be signed
   * @param header the header's value
   * @return the certificate that has signed
   * @throws Refusal with 400
   */
  static X509Certificate verify(byte[] content, String header) {
    try {
      CMSSignedData sent = new CMSSignedData(Base64.getDecoder().decode(header));
      Refusal.when(!sent.isDetachedSignature(), 400, "the batch signature must be detached");
      CMSSignedData signed =
          new CMSSignedData(new CMSProcessableByteArray(content), sent.toASN1Structure());
      Collection<SignerInformation> signers = signed.getSignerInfos().getSigners();
      Refusal.when(signers.size() != 1, 400, "there must be exactly one signer");
      SignerInformation signer = signers.iterator().next();
      Collection<X509CertificateHolder> certificates = signed.getCertificates().getMatches(null);
      Refusal.when(
          certificates.size() != 1 || !signer.getSID().match(certificates.iterator().next()),
          400,
          "exactly the signing certificate must be included");
      Refusal.when(
          !ALGORITHMS.contains(signer.getEncryptionAlgOID())
              || !signer.getDigestAlgOID().equals(NISTObjectIdentifiers.id_sha256.getId()),
          400,
          "the algorithm must be SHA-256 with RSA or ECDSA");
      X509Certificate certificate =
          new JcaX509CertificateConverter().getCertificate(certificates.iterator().next());
      Refusal.when(
          !signer.verify(
              new JcaSimpleSignerInfoVerifierBuilder().build(certificate.getPublicKey())),
          400,
          "the batch signature does not fit");
      return certificate;
    } catch (IllegalArgumentException
        | GeneralSecurityException
        | OperatorCreationException
        | CMSException e) {
      throw new Refusal(400, "the batch signature is invalid");
    }
  }
}
