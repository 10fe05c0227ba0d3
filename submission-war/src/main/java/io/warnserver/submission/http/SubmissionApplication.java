package io.warnserver.submission.http;

import io.warnserver.listeners.JerseyProperties;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/** The public HTTP API, mapped to {@code /version/v1/*} by the web.xml of each archive. */
public class SubmissionApplication extends Application {

  @Override
  public Map<String, Object> getProperties() {
    return JerseyProperties.BARE;
  }

  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(DiagnosisKeysResource.class, DescriptionResource.class, BareErrors.class);
  }
}
