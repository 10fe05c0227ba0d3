package io.warnserver.callback;

import io.warnserver.settings.SettingsReader;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

/**
 * Lets the gateway's requests through; {@link io.warnserver.listeners.ListenerFilter} before it
 * sees to it that they came to the listener for them. The certificate is that of the connection
 * itself, which no header can change: TLS must end at this listener.
 */
public class GatewayCertificateFilter extends HttpFilter {

  /** Jakarta Servlet, "SSL attributes": of a client that has shown it holds the key. */
  static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

  private transient CallbackSettings settings;

  /** For the container only. */
  public GatewayCertificateFilter() {}

  /** For tests. */
  GatewayCertificateFilter(CallbackSettings settings) {
    this.settings = settings;
  }

  @Override
  public void init(FilterConfig config) throws ServletException {
    super.init(config);
    settings = CallbackSettings.from(SettingsReader.ofServer());
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (isGateway(request.getAttribute(CERTIFICATES))) {
      chain.doFilter(request, response);
    } else {
      response.setStatus(HttpServletResponse.SC_FORBIDDEN);
    }
  }

  private boolean isGateway(Object certificates) {
    if (!(certificates instanceof X509Certificate[] chain) || chain.length == 0) {
      return false;
    }
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(chain[0].getEncoded());
      return settings.fingerprints().contains(HexFormat.of().formatHex(digest))
          || settings.subjects().contains(chain[0].getSubjectX500Principal());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
