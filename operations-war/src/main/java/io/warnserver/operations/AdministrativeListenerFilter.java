package io.warnserver.operations;

import io.warnserver.settings.Setting;
import io.warnserver.settings.SettingsReader;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Lets operators' requests through that came to the administrative listener; on any other, nothing
 * is here. The port is that of the listener itself, which no header can change. The container
 * checks the login, but only when asked here: a constraint in web.xml would ask for it on the
 * public listener, too.
 */
public class AdministrativeListenerFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;

  /** {@code warn.operations.port}. */
  static final Setting<Integer> PORT =
      Setting.integer(
          "warn.operations.port",
          0,
          0,
          65_535,
          "The local port of the administrative listener; 0: there is none.");

  private static final String ROLE = "operator";

  private int port;

  @Override
  public void init(FilterConfig config) throws ServletException {
    super.init(config);
    port = port(SettingsReader.ofServer());
  }

  /** Reads the setting. */
  static Integer port(SettingsReader reader) {
    Integer port = reader.get(PORT);
    reader.check();
    return port;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (port == 0 || request.getLocalPort() != port) {
      response.setStatus(HttpServletResponse.SC_NOT_FOUND);
    } else if (request.authenticate(response)) {
      if (request.isUserInRole(ROLE)) {
        chain.doFilter(request, response);
      } else {
        response.setStatus(HttpServletResponse.SC_FORBIDDEN);
      }
    }
  }
}
