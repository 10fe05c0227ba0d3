package io.warnserver.federation.signature;

import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Collection;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignatureAlgorithmNameGenerator;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.DefaultCMSSignatureAlgorithmNameGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;

/** Checks the signature of a batch, whoever made it. */
public final class BatchSignature {

  private static final CMSSignatureAlgorithmNameGenerator ALGORITHMS =
      new DefaultCMSSignatureAlgorithmNameGenerator();

  private BatchSignature() {}

  /**
   * Whether signatures of an algorithm can be made for other bytes.
   *
   * @param algorithm by its Java name, such as {@code SHA1withRSA}
   */
  public static boolean isWeak(String algorithm) {
    return algorithm.matches("(?i)(MD\\d|SHA-?1)with.*");
  }

  /**
   * Whether a signature has exactly one signer, who signed these bytes with the key of a
   * certificate, and not over a hash that can be forged.
   *
   * @param signature base64 of a detached CMS; anything
   * @param entries what {@link SignedEntries} gives
   */
  public static boolean verifies(String signature, byte[] entries, X509Certificate certificate) {
    try {
      CMSSignedData signed =
          new CMSSignedData(
              new CMSProcessableByteArray(entries), Base64.getDecoder().decode(signature));
      Collection<SignerInformation> signers = signed.getSignerInfos().getSigners();
      if (signers.size() != 1) {
        return false;
      }
      SignerInformation signer = signers.iterator().next();
      String algorithm =
          ALGORITHMS.getSignatureName(
              signer.getDigestAlgorithmID(),
              new AlgorithmIdentifier(new ASN1ObjectIdentifier(signer.getEncryptionAlgOID())));
      return !isWeak(algorithm)
          && signer.verify(new JcaSimpleSignerInfoVerifierBuilder().build(certificate));
    } catch (CMSException | OperatorCreationException | RuntimeException e) {
      // It is other people's text; the library answers what is malformed with many exceptions.
      return false;
    }
  }
}
