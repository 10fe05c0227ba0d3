package io.warnserver.local.gateway;

import io.warnserver.local.certificates.FederationCertificates;
import io.warnserver.local.certificates.IssuedCertificate;
import java.io.IOException;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** TLS of the gateway: as a server, and as a client in callbacks. */
final class Tls {

  private static final char[] NO_PASSWORD = {};
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

  private final FederationCertificates certificates;

  Tls(FederationCertificates certificates) {
    this.certificates = certificates;
  }

  /** Takes every client certificate: whose it is, is looked at later, and answered with 403. */
  SSLContext server() {
    return context(certificates.gatewayTls(), new AnyClient());
  }

  /**
   * A client with the gateway's certificate for callbacks.
   *
   * @param server the only server certificate that it trusts
   */
  HttpClient callbackClient(X509Certificate server) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(CONNECT_LIMIT)
        .sslContext(context(certificates.gatewayCallback(), trusting(server)))
        .build();
  }

  /** A client certificate and the only server certificate that is trusted, for a client. */
  static SSLContext client(IssuedCertificate own, X509Certificate server) {
    return context(own, trusting(server));
  }

  /** Without a client certificate. */
  static SSLContext client(X509Certificate server) {
    return context(new KeyManager[0], trusting(server));
  }

  private static SSLContext context(IssuedCertificate own, TrustManager... trust) {
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

  private static TrustManager[] trusting(X509Certificate server) {
    try {
      KeyStore store = emptyStore();
      store.setCertificateEntry("server", server);
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

  private static final class AnyClient implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {
      // See the country register.
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {
      throw new UnsupportedOperationException("this is for a server");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
