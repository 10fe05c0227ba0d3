package io.warnserver.keystores;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** TLS with a certificate on either side. */
public final class TlsContext {

  private TlsContext() {}

  /**
   * Makes one.
   *
   * @param own has the key that is shown; empty: none is
   * @param password of that key
   * @param trusted has the certificates that are trusted; empty: what the Java runtime trusts
   * @throws GeneralSecurityException for a key that cannot be used with the password
   */
  public static SSLContext of(Optional<KeyStore> own, char[] password, Optional<KeyStore> trusted)
      throws GeneralSecurityException {
    KeyManagerFactory shows =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    shows.init(own.orElse(null), password);
    TrustManagerFactory trusts =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusts.init(trusted.orElse(null));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(shows.getKeyManagers(), trusts.getTrustManagers(), null);
    return context;
  }
}
