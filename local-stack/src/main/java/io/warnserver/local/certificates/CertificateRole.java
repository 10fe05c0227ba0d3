package io.warnserver.local.certificates;

import java.util.Locale;

/**
 * What a country's certificate is for; one certificate cannot hold two roles (federation gateway
 * protocol, authentication).
 */
public enum CertificateRole {
  /** The TLS client certificate towards the gateway. */
  AUTHENTICATION,
  /** Signs batches. */
  SIGNING,
  /** The TLS server certificate of the address that the gateway calls. */
  CALLBACK;

  /** The role in a file's name and as an alias. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
