package io.warnserver.operations;

import io.warnserver.listeners.Answers;
import io.warnserver.listeners.Listener;
import io.warnserver.listeners.Listeners;
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
 * is here. The container checks the login, but only when asked here: a constraint in web.xml would
 * ask for it on the public listener, too. Health is told without a login: what asks for it, a
 * platform's probes, has none, and it holds words only.
 */
public class AdministrativeListenerFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;
  private static final String ROLE = "operator";
  private static final String HEALTH = "/operations/health/";

  @jakarta.inject.Inject private transient Answers answers;
  private transient Listeners listeners;

  @Override
  public void init(FilterConfig config) throws ServletException {
    super.init(config);
    listeners = Listeners.from(SettingsReader.ofServer());
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (listeners.of(request.getLocalPort()) != Listener.OPERATIONS) {
      answers.refuse(request, response, HttpServletResponse.SC_NOT_FOUND);
    } else if (isHealth(request)) {
      chain.doFilter(request, response);
    } else if (isLoggedIn(request, response)) {
      if (request.isUserInRole(ROLE)) {
        chain.doFilter(request, response);
      } else {
        response.setStatus(HttpServletResponse.SC_FORBIDDEN);
      }
    }
  }

  /**
   * Whether the container knows who asks. Payara answers 401 itself; WildFly throws and leaves the
   * answer to the caller.
   */
  private static boolean isLoggedIn(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean loggedIn;
    try {
      loggedIn = request.authenticate(response);
    } catch (ServletException e) {
      loggedIn = false;
    }
    if (!loggedIn && !response.isCommitted() && response.getStatus() == HttpServletResponse.SC_OK) {
      response.setHeader("WWW-Authenticate", "Basic realm=\"file\", charset=\"UTF-8\"");
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
    }
    return loggedIn;
  }

  /** The context root is /operations in the EAR, / in the WAR for Payara Micro. */
  private static boolean isHealth(HttpServletRequest request) {
    String info = request.getPathInfo();
    String path = request.getContextPath() + request.getServletPath() + (info == null ? "" : info);
    return path.startsWith(HEALTH);
  }
}
