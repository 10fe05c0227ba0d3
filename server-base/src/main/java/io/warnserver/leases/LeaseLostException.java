package io.warnserver.leases;

/** Whoever throws this has lost its lease and must not write any more. */
public final class LeaseLostException extends RuntimeException {

  /**
   * @param name of the job
   */
  public LeaseLostException(String name) {
    super("the lease '" + name + "' was lost to another instance or ran out");
  }
}
