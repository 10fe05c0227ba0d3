package io.warnserver.distribution.archive;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The digests that the apps and the object store know. */
public final class Digests {

  private Digests() {}

  static MessageDigest sha256() {
    return digest("SHA-256");
  }

  /** A new MD5. */
  public static MessageDigest md5() {
    return digest("MD5");
  }

  /** Hex MD5 of bytes, one after the other. */
  public static String md5Of(byte[]... parts) {
    MessageDigest md5 = md5();
    for (byte[] part : parts) {
      md5.update(part);
    }
    return HexFormat.of().formatHex(md5.digest());
  }

  /** Hex MD5 of the raw MD5 of bytes: the {@code cwa-hash} of a file that is not an archive. */
  public static String hashOf(byte[] bytes) {
    return md5Of(md5().digest(bytes));
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has " + algorithm, e);
    }
  }
}
