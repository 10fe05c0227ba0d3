package io.warnserver.submission;

import jakarta.ws.rs.core.Application;
import java.util.Set;

/**
 * The public HTTP API. Mapped to {@code /version/v1/*} by the web.xml of each archive that contains
 * it.
 */
public class SubmissionApplication extends Application {

  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(DiagnosisKeysResource.class, BareRefusals.class, BareFailures.class);
  }
}
