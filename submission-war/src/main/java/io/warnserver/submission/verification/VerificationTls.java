package io.warnserver.submission.verification;

import io.warnserver.keystores.KeyStoreFile;
import io.warnserver.settings.SettingsReader;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** TLS with a certificate on either side (submission protocol, "TAN verification"). */
final class VerificationTls {

  private VerificationTls() {}

  /**
   * @param keys the key that this server shows; empty: none
   * @param trusted what it trusts; empty: what the Java runtime trusts
   * @return empty without either, and after telling the reader what is wrong
   */
  static Optional<SSLContext> load(
      SettingsReader reader, Optional<KeyStoreFile> keys, Optional<KeyStoreFile> trusted) {
    if (keys.isEmpty() && trusted.isEmpty()) {
      return Optional.empty();
    }
    Optional<KeyStore> keyStore = keys.flatMap(file -> file.read(reader));
    Optional<KeyStore> trustStore = trusted.flatMap(file -> file.read(reader));
    if (keyStore.isPresent() != keys.isPresent() || trustStore.isPresent() != trusted.isPresent()) {
      return Optional.empty();
    }
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          keyStore.isEmpty() ? null : keyManagers(keyStore.get(), keys.orElseThrow()),
          trustStore.isEmpty() ? null : trustManagers(trustStore.get()),
          null);
      return Optional.of(context);
    } catch (GeneralSecurityException e) {
      reader.refuse(
          VerificationSettings.KEY_STORE.name()
              + ": its key cannot be used for TLS with the password that is set");
      return Optional.empty();
    }
  }

  private static KeyManager[] keyManagers(KeyStore store, KeyStoreFile file)
      throws GeneralSecurityException {
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, file.password().revealChars());
    return factory.getKeyManagers();
  }

  private static TrustManager[] trustManagers(KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }
}
