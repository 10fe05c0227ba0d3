package io.warnserver.operations;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What the container shows where it answers an error itself, such as a wrong password: nothing. */
public class BareErrorPage extends HttpServlet {

  /** The status and the headers are set already. Payara adds its page to what has not left yet. */
  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.resetBuffer();
    response.setContentLength(0);
    response.flushBuffer();
  }
}
