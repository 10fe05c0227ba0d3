package io.warnserver.keystores;

import io.warnserver.settings.Mode;
import io.warnserver.settings.Secret;
import io.warnserver.settings.Setting;
import io.warnserver.settings.SettingsReader;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How this server speaks TLS to another one.
 *
 * @param context for connections
 * @param own the certificates that are shown; empty: none
 * @param trusted those that are trusted; empty: what the Java runtime trusts
 */
public record ClientTls(
    SSLContext context, List<X509Certificate> own, List<X509Certificate> trusted) {

  private static final char[] NONE = {};

  /** The settings of a PKCS#12 file that need not be there. */
  public record File(Setting<Optional<Path>> path, Setting<Optional<Secret>> password) {

    private Optional<KeyStoreFile> read(SettingsReader reader) {
      Optional<Path> file = reader.get(path);
      Optional<Secret> secret = reader.get(password);
      if (file.isPresent() && secret.isEmpty()) {
        reader.refuse(password.name() + " is missing: it must be a secret");
      }
      return file.flatMap(
          found -> secret.map(known -> new KeyStoreFile(path, found, password, known)));
    }
  }

  /**
   * Reads both files; empty if neither is set.
   *
   * @param own with the key that is shown; production needs it
   * @param trusted with the certificates that are trusted
   * @throws io.warnserver.settings.InvalidSettingsException naming each setting that is wrong
   */
  public static Optional<ClientTls> read(SettingsReader reader, File own, File trusted) {
    Mode mode = reader.get(Mode.SETTING);
    reader
        .get(own.password)
        .ifPresent(secret -> mode.requireRealSecret(reader, own.password, secret));
    Optional<KeyStoreFile> ownFile = own.read(reader);
    Optional<KeyStoreFile> trustedFile = trusted.read(reader);
    reader.refuseIf(
        mode == Mode.PRODUCTION && reader.get(own.path).isEmpty(),
        "must be a PKCS#12 file in production mode",
        own.path,
        Mode.SETTING);
    reader.check();
    if (ownFile.isEmpty() && trustedFile.isEmpty()) {
      return Optional.empty();
    }
    Optional<KeyStore> keys = ownFile.flatMap(file -> file.read(reader));
    Optional<KeyStore> certificates = trustedFile.flatMap(file -> file.read(reader));
    reader.check();
    try {
      char[] password = ownFile.map(file -> file.password().revealChars()).orElse(NONE);
      return Optional.of(
          new ClientTls(
              TlsContext.of(keys, password, certificates), allOf(keys), allOf(certificates)));
    } catch (GeneralSecurityException e) {
      reader.refuse(
          own.path.name() + ": its key cannot be used for TLS with the password that is set");
      return Optional.empty();
    }
  }

  private static List<X509Certificate> allOf(Optional<KeyStore> store) throws KeyStoreException {
    List<X509Certificate> all = new ArrayList<>();
    if (store.isPresent()) {
      for (String alias : Collections.list(store.get().aliases())) {
        Certificate[] chain = store.get().getCertificateChain(alias);
        for (Certificate one :
            chain == null ? new Certificate[] {store.get().getCertificate(alias)} : chain) {
          if (one instanceof X509Certificate certificate) {
            all.add(certificate);
          }
        }
      }
    }
    return List.copyOf(all);
  }
}
