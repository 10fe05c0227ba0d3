package io.warnserver.callback;

import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/**
 * What the gateway calls. Mapped to {@code /federation/*} by the web.xml of each archive that
 * contains it.
 */
public class CallbackApplication extends Application {

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
    return Set.of(CallbackResource.class);
  }
}
