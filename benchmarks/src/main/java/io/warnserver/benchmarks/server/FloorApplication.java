package io.warnserver.benchmarks.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** A web application of one servlet that does nothing, for the floor. */
final class FloorApplication {

  /** Its file's name without the ending, which gives it its path. */
  static final String NAME = "floor";

  private static final String SERVLET = "io/warnserver/benchmarks/server/FloorServlet.class";

  private static final String WEB_XML =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0" metadata-complete="true">
        <servlet>
          <servlet-name>floor</servlet-name>
          <servlet-class>io.warnserver.benchmarks.server.FloorServlet</servlet-class>
        </servlet>
        <servlet-mapping>
          <servlet-name>floor</servlet-name>
          <url-pattern>/*</url-pattern>
        </servlet-mapping>
      </web-app>
      """;

  private FloorApplication() {}

  /** Writes the WAR to a folder. */
  static Path write(Path folder) throws IOException {
    Path war = folder.resolve(NAME + ".war");
    try (OutputStream file = Files.newOutputStream(war);
        JarOutputStream jar = new JarOutputStream(file);
        InputStream servlet =
            Objects.requireNonNull(
                FloorApplication.class.getClassLoader().getResourceAsStream(SERVLET))) {
      jar.putNextEntry(new JarEntry("WEB-INF/web.xml"));
      jar.write(WEB_XML.getBytes(StandardCharsets.UTF_8));
      jar.closeEntry();
      jar.putNextEntry(new JarEntry("WEB-INF/classes/" + SERVLET));
      servlet.transferTo(jar);
      jar.closeEntry();
    }
    return war;
  }
}
