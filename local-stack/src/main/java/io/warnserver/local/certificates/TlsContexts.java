package io.warnserver.local.certificates;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** TLS with certificates that nobody but the two sides knows. */
public final class TlsContexts {

  private static final char[] NO_PASSWORD = {};

  private TlsContexts() {}

  /** An own certificate and the only one of the other side that is trusted, for either side. */
  public static SSLContext mutual(IssuedCertificate own, X509Certificate other) {
    return of(own, trusting(other));
  }

  /** A client without a certificate, and the only server certificate that it trusts. */
  public static SSLContext client(X509Certificate server) {
    return context(new KeyManager[0], trusting(server));
  }

  /** An own certificate, for either side. */
  public static SSLContext of(IssuedCertificate own, TrustManager... trust) {
    try {
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(own.keyStore("own", NO_PASSWORD), NO_PASSWORD);
      return context(keys.getKeyManagers(), trust);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SSLContext context(KeyManager[] keys, TrustManager... trust) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, trust, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TrustManager[] trusting(X509Certificate other) {
    try {
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(IssuedCertificate.trustStore("other", other));
      return trust.getTrustManagers();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
