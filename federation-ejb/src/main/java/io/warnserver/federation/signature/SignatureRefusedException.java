package io.warnserver.federation.signature;

/** This country's key gave no signature that another country would accept. */
public final class SignatureRefusedException extends RuntimeException {

  SignatureRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
