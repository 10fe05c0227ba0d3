package io.warnserver.callback;

import io.warnserver.listeners.JerseyProperties;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/**
 * What the gateway calls. Mapped to {@code /federation/*} by the web.xml of each archive that
 * contains it.
 */
public class CallbackApplication extends Application {

  @Override
  public Map<String, Object> getProperties() {
    return JerseyProperties.BARE;
  }

  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(CallbackResource.class);
  }
}
