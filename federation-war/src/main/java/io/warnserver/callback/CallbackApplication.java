package io.warnserver.callback;

import jakarta.ws.rs.core.Application;
import java.util.Set;

/**
 * What the gateway calls. Mapped to {@code /federation/*} by the web.xml of each archive that
 * contains it.
 */
public class CallbackApplication extends Application {

  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(CallbackResource.class);
  }
}
