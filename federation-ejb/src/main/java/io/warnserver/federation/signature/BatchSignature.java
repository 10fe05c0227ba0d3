package io.warnserver.federation.signature;

import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Collection;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;

/** Checks the signature of a batch, whoever made it. */
public final class BatchSignature {

  private BatchSignature() {}

  /**
   * Whether a signature has exactly one signer, who signed these bytes with the key of a
   * certificate.
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
      return signers.size() == 1
          && signers
              .iterator()
              .next()
              .verify(new JcaSimpleSignerInfoVerifierBuilder().build(certificate));
    } catch (CMSException | OperatorCreationException | RuntimeException e) {
      // It is other people's text; the library answers what is malformed with many exceptions.
      return false;
    }
  }
}
