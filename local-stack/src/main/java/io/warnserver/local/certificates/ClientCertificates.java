package io.warnserver.local.certificates;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** Has the JDK's HTTPS server ask its clients for certificates. */
public final class ClientCertificates extends HttpsConfigurator {

  private final boolean needed;

  private ClientCertificates(SSLContext context, boolean needed) {
    super(context);
    this.needed = needed;
  }

  /** Nobody gets a connection without one. */
  public static ClientCertificates needed(SSLContext context) {
    return new ClientCertificates(context, true);
  }

  /** A client without one gets a connection, too. */
  public static ClientCertificates wanted(SSLContext context) {
    return new ClientCertificates(context, false);
  }

  @Override
  public void configure(HttpsParameters parameters) {
    SSLParameters ssl = getSSLContext().getDefaultSSLParameters();
    if (needed) {
      ssl.setNeedClientAuth(true);
    } else {
      ssl.setWantClientAuth(true);
    }
    parameters.setSSLParameters(ssl);
  }
}
