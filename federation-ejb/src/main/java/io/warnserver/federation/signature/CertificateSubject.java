package io.warnserver.federation.signature;

import java.security.cert.X509Certificate;
import java.util.List;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/** Whose a certificate is. */
public final class CertificateSubject {

  private CertificateSubject() {}

  /** Every C of the subject, in the order in which it is written; none if it is not readable. */
  public static List<String> countriesOf(X509Certificate certificate) {
    try {
      return new LdapName(certificate.getSubjectX500Principal().getName())
          .getRdns().stream()
              .filter(rdn -> rdn.getType().equalsIgnoreCase("C"))
              .map(rdn -> String.valueOf(rdn.getValue()))
              .toList();
    } catch (InvalidNameException e) {
      return List.of();
    }
  }
}
