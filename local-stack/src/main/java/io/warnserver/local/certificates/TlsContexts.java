package io.warnserver.local.certificates;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
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

  /** A client certificate and the only server certificate that is trusted, for a client. */
  public static SSLContext client(IssuedCertificate own, X509Certificate server) {
    return of(own, trusting(server));
  }

  /** A server's certificate and the only client certificate that it trusts. */
  public static SSLContext server(IssuedCertificate own, X509Certificate client) {
    return of(own, trusting(client));
  }

  /** A client without a certificate, and the only server certificate that it trusts. */
  public static SSLContext client(X509Certificate server) {
    return context(new KeyManager[0], trusting(server));
  }

  /** An own certificate, for either side. */
  public static SSLContext of(IssuedCertificate own, TrustManager... trust) {
    try {
      KeyStore store = emptyStore();
      store.setKeyEntry("own", own.key(), NO_PASSWORD, new X509Certificate[] {own.certificate()});
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, NO_PASSWORD);
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
      KeyStore store = emptyStore();
      store.setCertificateEntry("other", other);
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      return trust.getTrustManagers();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyStore emptyStore() throws GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try {
      store.load(null, null);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return store;
  }
}
