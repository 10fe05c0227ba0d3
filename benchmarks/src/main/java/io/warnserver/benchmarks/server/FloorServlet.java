package io.warnserver.benchmarks.server;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Answers a POST with 200 and does nothing: what remains is the application server's own work. Runs
 * in the measured server, in an application of its own.
 */
@WebServlet("/*")
public final class FloorServlet extends HttpServlet {

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response) {
    response.setStatus(HttpServletResponse.SC_OK);
  }
}
