package io.warnserver.managed;

import io.warnserver.local.certificates.CertificateIssue;
import io.warnserver.local.certificates.CertificateIssue.KeyKind;
import io.warnserver.local.certificates.IssuedCertificate;
import io.warnserver.local.certificates.KeyFiles;
import io.warnserver.local.certificates.TlsContexts;
import java.nio.file.Path;
import java.time.Instant;
import javax.net.ssl.SSLContext;

/**
 * Keys and certificates for a server's TLS listeners and for a caller with a certificate, as
 * PKCS#12 files.
 */
public final class TlsFiles {

  static final String ALIAS = "server";

  /** With all that scripts and servers may take for something else. */
  static final String PASSWORD = "development-tls \\n\"'$HOME ${x} `#!=:;%s, ~";

  private static final String CALLER = "caller";

  private final KeyFiles files;
  private final IssuedCertificate server;
  private final IssuedCertificate caller;
  private final IssuedCertificate stranger;

  /** Reads what is in the folder and makes what is missing, valid from now on for years. */
  TlsFiles(Path folder, Instant now) {
    files = new KeyFiles(folder, PASSWORD);
    server = read(ALIAS, now);
    caller = read(CALLER, now);
    stranger = read("stranger", now);
  }

  private IssuedCertificate read(String name, Instant now) {
    return files.read(
        name, name, () -> CertificateIssue.longLived("OU=Development,CN=" + name, KeyKind.EC, now));
  }

  /** The server's key. */
  Path serverKey() {
    return files.keystore(ALIAS);
  }

  /** The certificates of those who may call back. */
  Path trustedCallers() {
    return files.trustStore(CALLER);
  }

  /** SHA-256 of the caller's certificate. */
  String callerFingerprint() {
    return IssuedCertificate.thumbprint(caller.certificate());
  }

  /** Trusts the server, shows no certificate. */
  public SSLContext withoutCertificate() {
    return TlsContexts.client(server.certificate());
  }

  /** Trusts the server, shows the caller's certificate. */
  public SSLContext caller() {
    return TlsContexts.mutual(caller, server.certificate());
  }

  /** Trusts the server, shows a certificate that the server does not know. */
  public SSLContext stranger() {
    return TlsContexts.mutual(stranger, server.certificate());
  }
}
