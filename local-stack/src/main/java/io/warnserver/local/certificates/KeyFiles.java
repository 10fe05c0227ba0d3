package io.warnserver.local.certificates;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.function.Supplier;

/** Key stores, trust stores (both PKCS#12) and PEM files in one folder. */
public final class KeyFiles {

  private final Path folder;
  private final char[] password;

  /**
   * Nothing is read or written yet.
   *
   * @param folder made when the first file is written
   * @param password of every store in it
   */
  public KeyFiles(Path folder, String password) {
    this.folder = folder;
    this.password = password.toCharArray();
  }

  /** The key store of a name, which need not be there. */
  public Path keystore(String name) {
    return folder.resolve(name + ".p12");
  }

  /** The trust store of a name, which need not be there. */
  public Path trustStore(String name) {
    return folder.resolve(name + "-trust.p12");
  }

  /** The PEM file of a name, which need not be there. */
  Path pemFile(String name) {
    return folder.resolve(name + ".pem");
  }

  /**
   * Reads a key store with one entry; makes it, a trust store and a PEM file with the certificate
   * alone where there is none.
   *
   * @throws IllegalStateException naming the key store where it is not what was written
   */
  public IssuedCertificate read(String name, String alias, Supplier<IssuedCertificate> make) {
    if (!Files.exists(keystore(name))) {
      replace(name, alias, make.get());
    }
    try {
      KeyStore store = KeyStore.getInstance(keystore(name).toFile(), password);
      return new IssuedCertificate(
          (PrivateKey) store.getKey(alias, password),
          (X509Certificate) store.getCertificate(alias));
    } catch (IOException | GeneralSecurityException e) {
      throw unusable(name, e);
    }
  }

  /** Puts another key into the key store of a name, at once, and its certificate beside it. */
  void replace(String name, String alias, IssuedCertificate issued) {
    try {
      Files.createDirectories(folder);
      write(IssuedCertificate.trustStore(alias, issued.certificate()), trustStore(name));
      Files.writeString(pemFile(name), IssuedCertificate.pem(issued.certificate()));
      // Last and at once: whoever finds it finds the others.
      Path temporary = folder.resolve(name + ".tmp");
      write(issued.keyStore(alias, password), temporary);
      Files.move(temporary, keystore(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | GeneralSecurityException e) {
      throw unusable(name, e);
    }
  }

  private void write(KeyStore store, Path file) throws IOException, GeneralSecurityException {
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, password);
    }
  }

  private IllegalStateException unusable(String name, Exception why) {
    return new IllegalStateException("the key store " + keystore(name) + " is unusable", why);
  }
}
