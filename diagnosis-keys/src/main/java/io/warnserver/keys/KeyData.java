package io.warnserver.keys;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The 16 secret bytes of a temporary exposure key (Exposure Notification cryptography
 * specification, "Temporary Exposure Key"). Printing it shows nothing.
 */
public final class KeyData implements Comparable<KeyData> {

  /** Length in bytes. */
  public static final int LENGTH = 16;

  private final byte[] bytes;

  private KeyData(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * @param bytes exactly 16; copied
   * @throws IllegalArgumentException for another length
   */
  public static KeyData of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("key data must be " + LENGTH + " bytes");
    }
    return new KeyData(bytes.clone());
  }

  /** Random key data from the given source, which decides whether it is unpredictable. */
  public static KeyData random(RandomGenerator source) {
    byte[] bytes = new byte[LENGTH];
    source.nextBytes(bytes);
    return new KeyData(bytes);
  }

  /** A copy of the 16 bytes. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /** By unsigned bytes, the order of the keys in a package (key export format, {@code keys}). */
  @Override
  public int compareTo(KeyData other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyData keyData && Arrays.equals(bytes, keyData.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "KeyData[********]";
  }
}
