package io.warnserver.distribution.plan;

/**
 * How many keys a package carries.
 *
 * @param min at least, where it carries any (key packages, policy 2)
 * @param max at most, hour and day packages alike (key packages, policy 5)
 */
public record PackageLimits(int min, int max) {

  /**
   * @throws IllegalArgumentException unless 1 &lt;= min &lt;= max
   */
  public PackageLimits {
    if (min < 1 || max < min) {
      throw new IllegalArgumentException("limits must be 1 <= min <= max");
    }
  }
}
