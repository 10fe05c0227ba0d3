package io.warnserver.keystores;

import io.warnserver.settings.Mode;
import io.warnserver.settings.Secret;
import io.warnserver.settings.Setting;
import io.warnserver.settings.SettingsReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A PKCS#12 file. What is wrong with it becomes a fault of the setting that is to be changed, which
 * the reader's check reports; nothing of what is in the file is told.
 *
 * @param setting names the file
 * @param file itself
 * @param passwordSetting names the password
 * @param password of the file and of its entries
 */
public record KeyStoreFile(
    Setting<?> setting, Path file, Setting<?> passwordSetting, Secret password) {

  /** All that is in it, at least one entry; empty after a fault. */
  public Optional<KeyStore> read(SettingsReader reader) {
    if (!Files.isReadable(file)) {
      return refuse(reader, setting, "cannot read the file " + file);
    }
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password.revealChars());
      return store.size() == 0
          ? refuse(reader, setting, "there is nothing in " + file)
          : Optional.of(store);
    } catch (IOException e) {
      return e.getCause() instanceof UnrecoverableKeyException
          ? refuse(reader, passwordSetting, "not the password of " + file)
          : refuse(reader, setting, "not a readable PKCS#12 key store (" + file + ")");
    } catch (GeneralSecurityException e) {
      return refuse(reader, setting, "not a usable PKCS#12 key store (" + file + ")");
    }
  }

  /**
   * A private key that belongs to its certificate; empty after a fault.
   *
   * @param mode production refuses keys for development
   * @param aliasSetting names the alias
   */
  public Optional<CertifiedKey> key(
      SettingsReader reader, Mode mode, Setting<String> aliasSetting, String alias) {
    Optional<KeyStore> store = read(reader);
    if (store.isEmpty()) {
      return Optional.empty();
    }
    try {
      Key entry = store.get().getKey(alias, password.revealChars());
      Certificate[] chain = store.get().getCertificateChain(alias);
      if (!(entry instanceof PrivateKey privateKey) || chain == null) {
        return refuse(
            reader,
            aliasSetting,
            "the key store has no private key with a certificate under '" + alias + "'");
      }
      CertifiedKey key =
          new CertifiedKey(
              privateKey, Arrays.stream(chain).map(X509Certificate.class::cast).toList());
      if (mode == Mode.PRODUCTION && key.isForDevelopment()) {
        return refuse(reader, setting, "holds a development key, which production mode refuses");
      }
      return key.isPair()
          ? Optional.of(key)
          : refuse(reader, setting, "the certificate is not that of the private key");
    } catch (GeneralSecurityException e) {
      return refuse(reader, passwordSetting, "not the password of the key in " + file);
    }
  }

  /** The certificates that it trusts, at least one; empty after a fault. */
  public Optional<List<X509Certificate>> trusted(SettingsReader reader) {
    Optional<KeyStore> store = read(reader);
    if (store.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new PKIXParameters(store.get())
              .getTrustAnchors().stream().map(TrustAnchor::getTrustedCert).toList());
    } catch (InvalidAlgorithmParameterException e) {
      return refuse(
          reader, setting, "holds no trusted certificate; make it with keytool -importcert");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the key store was loaded", e);
    }
  }

  private static <T> Optional<T> refuse(SettingsReader reader, Setting<?> setting, String fault) {
    reader.refuse(setting.name() + ": " + fault);
    return Optional.empty();
  }
}
