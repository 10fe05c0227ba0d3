package io.warnserver.submission.tan;

import java.util.List;

/**
 * What is kept of a TAN and of the content that it was used for: keyed hashes, from which neither
 * can be computed.
 *
 * @param prints one for each hash key in force; the first one's key writes, all are looked up
 */
public record TanFingerprint(List<Print> prints) {

  /**
   * With one hash key.
   *
   * @param tanHash 64 hexadecimal digits
   * @param contentDigest 64 hexadecimal digits; another TAN with the same content has another one
   */
  public record Print(String tanHash, String contentDigest) {

    /** Shows nothing: a log must not say which requests had the same TAN. */
    @Override
    public String toString() {
      return "Print[********]";
    }
  }

  /**
   * @throws IllegalArgumentException without any
   */
  public TanFingerprint {
    prints = List.copyOf(prints);
    if (prints.isEmpty()) {
      throw new IllegalArgumentException("there must be a print");
    }
  }

  /** What is written. */
  public Print current() {
    return prints.get(0);
  }
}
