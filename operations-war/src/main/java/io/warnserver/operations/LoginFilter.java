package io.warnserver.operations;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Has the container check the login of whoever sent one; who may do what is {@link
 * DeclaredRoles}'s. The container checks it only when asked here, behind the filter that keeps
 * requests to their listener: a constraint in web.xml would ask for it on the public listener, too.
 */
public class LoginFilter extends HttpFilter {

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request.getHeader("Authorization") == null || isLoggedIn(request, response)) {
      chain.doFilter(request, response);
    } else {
      Refusals.OF_SERVER.count(Refusal.WRONG_LOGIN);
    }
  }

  /**
   * Whether the container knows who asks. Payara answers 401 itself; WildFly throws and leaves the
   * answer to the caller, with an exception of another kind where the header cannot be read.
   */
  private static boolean isLoggedIn(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean loggedIn;
    try {
      loggedIn = request.authenticate(response);
    } catch (ServletException | RuntimeException e) {
      loggedIn = false;
    }
    if (!loggedIn && !response.isCommitted() && response.getStatus() == HttpServletResponse.SC_OK) {
      response.setHeader("WWW-Authenticate", Refusal.CHALLENGE);
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
    }
    return loggedIn;
  }
}
