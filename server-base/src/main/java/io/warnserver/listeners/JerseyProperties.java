package io.warnserver.listeners;

import java.util.Map;

/** What each JAX-RS application asks of Jersey; RESTEasy needs none of it. */
public final class JerseyProperties {

  /** No error page of the container, and no description of itself to anybody. */
  public static final Map<String, Object> BARE =
      Map.of(
          "jersey.config.server.response.setStatusOverSendError", true,
          "jersey.config.server.wadl.disableWadl", true);

  private JerseyProperties() {}
}
