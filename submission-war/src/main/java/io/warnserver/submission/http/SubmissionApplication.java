package io.warnserver.submission.http;

import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/**
 * The public HTTP API. Mapped to {@code /version/v1/*} by the web.xml of each archive that contains
 * it.
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
    return Set.of(
        DiagnosisKeysResource.class,
        DescriptionResource.class,
        BareRefusals.class,
        BareFailures.class);
  }
}
