package io.warnserver.federation.callback;

import io.warnserver.federation.gateway.Gateway;
import io.warnserver.federation.gateway.GatewayException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps the callback registered: the gateway deletes it after a call that failed six times
 * (federation gateway protocol, callback).
 */
public final class CallbackRegistration {

  private static final Logger LOG = Logger.getLogger(CallbackRegistration.class.getName());

  private CallbackRegistration() {}

  /** Registers the callback where it is missing or another one. Without it keys are polled for. */
  public static void check(Gateway gateway, RegistrationSettings settings) {
    Gateway.Subscription wanted = new Gateway.Subscription(settings.id(), settings.url());
    try {
      if (!gateway.callbacks().contains(wanted)) {
        gateway.register(wanted);
        LOG.log(Level.INFO, "The callback {0} is registered with the gateway", settings.id());
      }
    } catch (GatewayException e) {
      LOG.log(
          Level.WARNING, "The callback''s registration could not be checked: {0}", e.getMessage());
    }
  }
}
