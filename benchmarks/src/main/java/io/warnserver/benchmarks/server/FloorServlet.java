package io.warnserver.benchmarks.server;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/**
 * Answers a POST with 200 and does nothing: what remains is the application server's own work. Runs
 * in the measured server, in an application of its own.
 */
@WebServlet("/*")
public final class FloorServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  /** Writes that application to a folder. Its file's name without the ending gives it its path. */
  static Path war(Path folder) throws IOException {
    Path war = folder.resolve("floor.war");
    String code = FloorServlet.class.getName().replace('.', '/') + ".class";
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(war));
        InputStream servlet = FloorServlet.class.getResourceAsStream("FloorServlet.class")) {
      jar.putNextEntry(new JarEntry("WEB-INF/classes/" + code));
      servlet.transferTo(jar);
    }
    return war;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response) {
    response.setStatus(HttpServletResponse.SC_OK);
  }
}
