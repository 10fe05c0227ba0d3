package io.warnserver.benchmarks;

import io.warnserver.local.servers.DevelopmentKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;

/** Signs the content of every archive: SHA-256 over it, then ECDSA on P-256. */
final class Signing {

  private static final int BUFFER_BYTES = 64 * 1024;

  private final PrivateKey key;
  private final ObjectCopies copies;

  Signing(DevelopmentKey key, ObjectCopies copies) throws GeneralSecurityException, IOException {
    char[] password = DevelopmentKey.password().toCharArray();
    KeyStore store = KeyStore.getInstance(key.keystore().toFile(), password);
    this.key = (PrivateKey) store.getKey(DevelopmentKey.ALIAS, password);
    this.copies = copies;
  }

  void run() throws GeneralSecurityException, IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    for (Path export : copies.exports()) {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(key);
      try (InputStream in = Files.newInputStream(export)) {
        for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
          signature.update(buffer, 0, read);
        }
      }
      signature.sign();
    }
  }
}
