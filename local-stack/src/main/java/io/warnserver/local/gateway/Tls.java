package io.warnserver.local.gateway;

import io.warnserver.local.certificates.FederationCertificates;
import io.warnserver.local.certificates.TlsContexts;
import java.net.http.HttpClient;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;

/** TLS of the gateway: as a server, and as a client in callbacks. */
final class Tls {

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

  private final FederationCertificates certificates;

  Tls(FederationCertificates certificates) {
    this.certificates = certificates;
  }

  /** Takes every client certificate: whose it is, is looked at later, and answered with 403. */
  SSLContext server() {
    return TlsContexts.of(certificates.gatewayTls(), new AnyClient());
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
        .sslContext(TlsContexts.client(certificates.gatewayCallback(), server))
        .build();
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
