package io.warnserver.federation.gateway;

/** The gateway did not do what was asked, or did not say so. */
public final class GatewayException extends RuntimeException {

  /**
   * @param message what happened, without anything that the gateway sent but its status
   */
  public GatewayException(String message) {
    super(message);
  }
}
