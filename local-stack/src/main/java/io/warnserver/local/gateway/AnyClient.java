package io.warnserver.local.gateway;

import java.security.cert.X509Certificate;
import javax.net.ssl.X509TrustManager;

/** Takes every client certificate: whose it is, is looked at later, and answered with 403. */
final class AnyClient implements X509TrustManager {

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
