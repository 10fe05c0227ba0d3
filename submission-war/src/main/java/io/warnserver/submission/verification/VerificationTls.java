package io.warnserver.submission.verification;

import io.warnserver.keystores.KeyStoreFile;
import io.warnserver.settings.SettingsReader;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** TLS with a certificate on either side (submission protocol, "TAN verification"). */
final class VerificationTls {

  private VerificationTls() {}

  /**
   * @param keys the key that this server shows; empty: none
   * @param trusted what it trusts; empty: what the Java runtime trusts
   * @return empty without either, and after telling the reader that the key cannot be used
   * @throws io.warnserver.settings.InvalidSettingsException for a store that cannot be read
   */
  static Optional<SSLContext> load(
      SettingsReader reader, Optional<KeyStoreFile> keys, Optional<KeyStoreFile> trusted) {
    if (keys.isEmpty() && trusted.isEmpty()) {
      return Optional.empty();
    }
    Optional<KeyStore> keyStore = keys.flatMap(file -> file.read(reader));
    Optional<KeyStore> trustStore = trusted.flatMap(file -> file.read(reader));
    reader.check();
    try {
      KeyManagerFactory shows =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      shows.init(
          keyStore.orElse(null), keys.map(file -> file.password().revealChars()).orElse(null));
      TrustManagerFactory trusts =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trusts.init(trustStore.orElse(null));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(shows.getKeyManagers(), trusts.getTrustManagers(), null);
      return Optional.of(context);
    } catch (GeneralSecurityException e) {
      reader.refuse(
          VerificationSettings.KEY_STORE.name()
              + ": its key cannot be used for TLS with the password that is set");
      return Optional.empty();
    }
  }
}
