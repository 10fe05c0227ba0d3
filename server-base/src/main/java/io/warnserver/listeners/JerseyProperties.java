package io.warnserver.listeners;

import java.util.Map;

/** What each JAX-RS application asks of Jersey; RESTEasy needs none of it. */
public final class JerseyProperties {

  /**
   * No error page of the container, no description of itself to anybody, and no look at each call
   * for constraints of Bean Validation: there are none.
   */
  public static final Map<String, Object> BARE =
      Map.of(
          "jersey.config.server.response.setStatusOverSendError", true,
          "jersey.config.server.wadl.disableWadl", true,
          "jersey.config.beanValidation.disable.server", true);

  private JerseyProperties() {}
}
