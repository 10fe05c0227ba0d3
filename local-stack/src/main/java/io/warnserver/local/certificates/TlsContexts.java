package io.warnserver.local.certificates;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** TLS with certificates that nobody but the two sides knows. */
public final class TlsContexts {

  private static final char[] NO_PASSWORD = {};

  private TlsContexts() {}

  /** An own certificate and the only one of the other side that is trusted, for either side. */
  public static SSLContext mutual(IssuedCertificate own, X509Certificate other) {
    return of(own, trusting(other));
  }

  /** A server's certificate; whose a client's is, is looked at later. */
  public static SSLContext forAnyClient(IssuedCertificate own) {
    return of(
        own,
        new X509TrustManager() {
          @Override
          public void checkClientTrusted(X509Certificate[] chain, String authType) {}

          @Override
          public void checkServerTrusted(X509Certificate[] chain, String authType) {
            throw new UnsupportedOperationException("this is for a server");
          }

          @Override
          public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
          }
        });
  }

  /** A client without a certificate, and the only server certificate that it trusts. */
  public static SSLContext client(X509Certificate server) {
    return context(null, trusting(server));
  }

  /** An own certificate, for either side. */
  public static SSLContext of(IssuedCertificate own, TrustManager... trust) {
    return context(own.keyStore("own", NO_PASSWORD), trust);
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

  /**
   * @param own null: no certificate
   */
  private static SSLContext context(KeyStore own, TrustManager... trust) {
    try {
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(own, NO_PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
