package io.warnserver.distribution;

/** A run would risk publishing a key twice or losing packages; an operator must decide. */
final class RunRefusedException extends RuntimeException {

  RunRefusedException(String reason) {
    super(reason);
  }
}
