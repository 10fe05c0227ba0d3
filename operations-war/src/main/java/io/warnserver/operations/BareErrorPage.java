package io.warnserver.operations;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** What the container shows where it answers an error itself, such as a wrong password: nothing. */
public class BareErrorPage extends HttpServlet {

  private static final long serialVersionUID = 1L;

  /** The status and the headers are set already. */
  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response) {
    response.setContentLength(0);
  }
}
