package io.warnserver.local.gateway;

/** A request that the gateway answers with an error. */
final class Refusal extends RuntimeException {

  private final int status;

  /**
   * @param status the HTTP status
   * @param detail in words
   */
  Refusal(int status, String detail) {
    super(detail);
    this.status = status;
  }

  /** Refuses a request if there is reason to. */
  static void when(boolean reason, int status, String detail) {
    if (reason) {
      throw new Refusal(status, detail);
    }
  }

  int status() {
    return status;
  }
}
