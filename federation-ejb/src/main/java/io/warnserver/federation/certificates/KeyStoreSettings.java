package io.warnserver.federation.certificates;

import io.warnserver.keystores.CertifiedKey;
import io.warnserver.keystores.KeyStoreFile;
import io.warnserver.settings.Mode;
import io.warnserver.settings.Secret;
import io.warnserver.settings.Setting;
import io.warnserver.settings.SettingsReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the certificates are.
 *
 * @param tls the client certificate's key store
 * @param trusted PKCS#12 with the authorities that the gateway's certificate is from
 * @param signing the batch-signing certificate's key store
 * @param trustAnchor PEM with the certificates that vouch for the countries'
 */
public record KeyStoreSettings(Entry tls, KeyStoreFile trusted, Entry signing, Path trustAnchor) {

  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._-]{1,100}");

  /**
   * A private key with its certificate in a PKCS#12 file.
   *
   * @param name what the settings call it: {@code tls} or {@code signing}
   * @param keystore the file
   * @param alias of the entry
   * @param password of file and entry
   */
  public record Entry(String name, Path keystore, String alias, Secret password) {

    /** The key; empty after recording the fault. */
    Optional<CertifiedKey> read(SettingsReader reader, Mode mode) {
      return new KeyStoreFile(
              KeyStoreSettings.keystore(name), keystore, KeyStoreSettings.password(name), password)
          .key(reader, mode, KeyStoreSettings.alias(name), alias);
    }
  }

  /** The setting that holds the file of a key. */
  public static Setting<Path> keystore(String name) {
    return Setting.path(
        "warn.federation." + name + ".keystore",
        "PKCS#12 file with the private key and its certificate.");
  }

  private static Setting<String> alias(String name) {
    return Setting.text(
        "warn.federation." + name + ".alias",
        name,
        WORD,
        "letters, digits, . _ -",
        "Alias of the entry in the key store.");
  }

  private static Setting<Secret> password(String name) {
    return Setting.secret(
        "warn.federation." + name + ".password", "Password of the key store and of its entry.");
  }

  /** {@code warn.federation.tls.truststore}. */
  public static final Setting<Path> TRUST_STORE =
      Setting.path(
          "warn.federation.tls.truststore",
          "PKCS#12 file with the authorities that the gateway's certificate is from.");

  private static final Setting<Secret> TRUST_STORE_PASSWORD =
      Setting.secret("warn.federation.tls.truststore-password", "Password of the trust store.");

  /** {@code warn.federation.trust-anchor}. */
  public static final Setting<Path> TRUST_ANCHOR =
      Setting.path(
          "warn.federation.trust-anchor",
          "PEM file with the certificates that vouch for the countries' certificates.");

  static KeyStoreSettings from(SettingsReader reader, Mode mode) {
    Secret trusted = secret(reader, mode, TRUST_STORE_PASSWORD);
    return new KeyStoreSettings(
        entry(reader, mode, "tls"),
        new KeyStoreFile(TRUST_STORE, reader.get(TRUST_STORE), TRUST_STORE_PASSWORD, trusted),
        entry(reader, mode, "signing"),
        reader.get(TRUST_ANCHOR));
  }

  private static Entry entry(SettingsReader reader, Mode mode, String name) {
    Secret password = secret(reader, mode, password(name));
    return new Entry(name, reader.get(keystore(name)), reader.get(alias(name)), password);
  }

  private static Secret secret(SettingsReader reader, Mode mode, Setting<Secret> setting) {
    Secret secret = reader.get(setting);
    mode.requireRealSecret(reader, setting, secret);
    return secret;
  }

  /** All of them. */
  List<Path> files() {
    return List.of(tls.keystore(), signing.keystore(), trusted.file(), trustAnchor);
  }
}
