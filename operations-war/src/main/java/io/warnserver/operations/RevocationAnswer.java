package io.warnserver.operations;

import io.warnserver.distribution.ledger.PackageWindow;
import io.warnserver.distribution.revocation.Revocation;
import jakarta.json.bind.annotation.JsonbProperty;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What has become of an order, for operators. No key is in it.
 *
 * @param revocation its number
 * @param state in a word, in small letters
 * @param window the package that was named; empty: keys were named alone
 * @param run the one that the order has started; empty where orders are listed
 * @see Revocation
 */
public record RevocationAnswer(
    long revocation,
    String state,
    @JsonbProperty("package") Optional<NamedPackage> window,
    boolean wholePackage,
    OffsetDateTime requestedAt,
    Optional<OffsetDateTime> carriedOutAt,
    Optional<OffsetDateTime> completedAt,
    int removedKeys,
    int cameAgain,
    List<NamedPackage> revokedPackages,
    Optional<RunAnswer> run) {

  /**
   * A package.
   *
   * @param tree a country's code, or EUR
   * @param date of it, UTC
   * @param hour of the day, UTC; empty: it covers the day
   * @param etag that it had, where it must be forgotten
   */
  public record NamedPackage(
      String tree, String date, Optional<Integer> hour, Optional<String> etag) {

    private static NamedPackage of(PackageWindow window, Optional<String> etag) {
      return new NamedPackage(
          window.tree(),
          window.firstHour().day().toString(),
          window.isDay() ? Optional.empty() : Optional.of(window.firstHour().ofDay()),
          etag);
    }
  }

  static RevocationAnswer of(Revocation revocation, Optional<RunAnswer> run) {
    return new RevocationAnswer(
        revocation.number(),
        revocation.state().name().toLowerCase(Locale.ROOT),
        revocation.window().map(window -> NamedPackage.of(window, Optional.empty())),
        revocation.wholePackage(),
        revocation.requestedAt(),
        revocation.carriedOutAt(),
        revocation.completedAt(),
        revocation.removedKeys(),
        revocation.cameAgain(),
        revocation.packages().stream()
            .map(revoked -> NamedPackage.of(revoked.window(), Optional.of(revoked.etag())))
            .toList(),
        run);
  }
}
