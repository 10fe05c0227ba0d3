package io.warnserver.submission;

import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/**
 * The public HTTP API but for the diagnosis keys themselves, which {@link DiagnosisKeysServlet}
 * takes. Mapped to {@code /version/v1/*} by the web.xml of each archive that contains it.
 */
public class SubmissionApplication extends Application {

  /**
   * Jersey would have the container send an error page, and describe itself to anybody; RESTEasy
   * does neither.
   */
  @Override
  public Map<String, Object> getProperties() {
    return Map.of(
        "jersey.config.server.response.setStatusOverSendError", true,
        "jersey.config.server.wadl.disableWadl", true);
  }

  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(DescriptionResource.class, BareRefusals.class, BareFailures.class);
  }
}
