package io.warnserver.federation.certificates;

import io.warnserver.settings.Mode;
import io.warnserver.settings.Secret;
import io.warnserver.settings.SettingsReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Reads the files; a file that cannot be used is a fault that names its setting. */
final class KeyFiles {

  private static final byte[] PROBE = {1, 2, 3};

  private final SettingsReader reader;
  private final Mode mode;

  KeyFiles(SettingsReader reader, Mode mode) {
    this.reader = reader;
    this.mode = mode;
  }

  /**
   * A private key.
   *
   * @param key itself
   * @param chain its certificate first
   */
  record Pair(PrivateKey key, List<X509Certificate> chain) {

    X509Certificate certificate() {
      return chain.get(0);
    }

    @Override
    public String toString() {
      return "Pair[********]";
    }
  }

  /** A private key with its certificates; empty after recording the fault. */
  Optional<Pair> pair(KeyStoreSettings.Entry entry) {
    try {
      KeyStore store = load(entry.keystore(), entry.password());
      Key key = store.getKey(entry.alias(), entry.password().revealChars());
      Certificate[] chain = store.getCertificateChain(entry.alias());
      if (!(key instanceof PrivateKey privateKey) || chain == null) {
        return refuse(
            entry.setting(), "has no private key with a certificate under '" + entry.alias() + "'");
      }
      Pair pair =
          new Pair(
              privateKey, java.util.Arrays.stream(chain).map(X509Certificate.class::cast).toList());
      if (mode == Mode.PRODUCTION
          && pair.certificate().getSubjectX500Principal().getName().contains("OU=Development")) {
        return refuse(entry.setting(), "holds a development key, which production mode refuses");
      }
      if (!isPair(pair)) {
        return refuse(entry.setting(), "the certificate is not that of the private key");
      }
      return Optional.of(pair);
    } catch (IOException | GeneralSecurityException e) {
      return refuse(
          entry.setting(), "no PKCS#12 file that its password opens: " + entry.keystore());
    }
  }

  /** The certificates of a trust store; empty after recording the fault. */
  Optional<List<X509Certificate>> trusted(Path file, Secret password) {
    String setting = KeyStoreSettings.TRUST_STORE.name();
    try {
      KeyStore store = load(file, password);
      List<X509Certificate> certificates = new java.util.ArrayList<>();
      for (String alias : Collections.list(store.aliases())) {
        if (store.isCertificateEntry(alias)) {
          certificates.add((X509Certificate) store.getCertificate(alias));
        }
      }
      return certificates.isEmpty()
          ? refuse(setting, "holds no trusted certificate; make it with keytool -importcert")
          : Optional.of(certificates);
    } catch (IOException | GeneralSecurityException e) {
      return refuse(setting, "no PKCS#12 file that its password opens: " + file);
    }
  }

  /** The certificates of a PEM file; empty after recording the fault. */
  Optional<List<X509Certificate>> pem(Path file) {
    String setting = KeyStoreSettings.TRUST_ANCHOR.name();
    try (InputStream in = Files.newInputStream(file)) {
      List<X509Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .map(X509Certificate.class::cast)
              .toList();
      return certificates.isEmpty()
          ? refuse(setting, "holds no certificate: " + file)
          : Optional.of(certificates);
    } catch (IOException | GeneralSecurityException e) {
      return refuse(setting, "no readable PEM file with certificates: " + file);
    }
  }

  private static boolean isPair(Pair pair) throws GeneralSecurityException {
    String algorithm = pair.key().getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
    if (!pair.key().getAlgorithm().equals(pair.certificate().getPublicKey().getAlgorithm())) {
      return false;
    }
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(pair.key());
    signature.update(PROBE);
    byte[] signed = signature.sign();
    signature.initVerify(pair.certificate().getPublicKey());
    signature.update(PROBE);
    return signature.verify(signed);
  }

  private static KeyStore load(Path file, Secret password)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, password.revealChars());
    }
    return store;
  }

  private <T> Optional<T> refuse(String setting, String fault) {
    reader.refuse(setting + ": " + fault);
    return Optional.empty();
  }
}
