package io.warnserver.local.servers;

import io.warnserver.local.certificates.CertificateIssue;
import io.warnserver.local.certificates.CertificateIssue.KeyKind;
import io.warnserver.local.certificates.IssuedCertificate;
import io.warnserver.local.certificates.KeyFiles;
import java.nio.file.Path;
import java.time.Clock;

/**
 * The signing key of a developer's machine: EC P-256 in a PKCS#12 file, made once. Its certificate
 * says {@code OU=Development}, which production refuses.
 *
 * @param keystore the PKCS#12 file
 * @param publicKeyPem the public key as one PEM block
 */
public record DevelopmentKey(Path keystore, String publicKeyPem) {

  /** The entry in the key store, and what its password is for. */
  public static final String ALIAS = "signing";

  private static final String NAME = "signing-key";
  private static final String SUBJECT = "CN=Warn Server signing key, OU=Development";

  /**
   * Reads the key from a folder; makes one where there is none.
   *
   * @throws StartFailedException where the file is not what was written
   */
  public static DevelopmentKey in(Path folder, Clock clock) {
    KeyFiles files = new KeyFiles(folder, Secrets.password(ALIAS));
    try {
      IssuedCertificate key =
          files.read(
              NAME, ALIAS, () -> CertificateIssue.longLived(SUBJECT, KeyKind.EC, clock.instant()));
      return new DevelopmentKey(files.keystore(NAME), key.publicKeyPem());
    } catch (IllegalStateException e) {
      throw new StartFailedException(
          "the development signing key " + files.keystore(NAME) + " is unusable", e);
    }
  }
}
