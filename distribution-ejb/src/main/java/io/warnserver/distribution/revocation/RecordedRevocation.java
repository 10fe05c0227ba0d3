package io.warnserver.distribution.revocation;

import io.warnserver.distribution.ledger.PackageWindow;
import io.warnserver.keys.HourNumber;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** An order in the ledger: written down, then carried out, then complete. */
@Entity
@Table(name = "revocation")
public class RecordedRevocation {

  @Id
  @Column(name = "revocation_number")
  private long number;

  private String tree;

  @Column(name = "first_hour")
  private Integer firstHour;

  private Integer hours;

  @Column(name = "whole_package")
  private boolean wholePackage;

  @Column(name = "requested_at")
  private OffsetDateTime requestedAt;

  @Column(name = "carried_out_at")
  private OffsetDateTime carriedOutAt;

  @Column(name = "removed_keys")
  private Integer removedKeys;

  @Column(name = "completed_at")
  private OffsetDateTime completedAt;

  /** For the provider only. */
  protected RecordedRevocation() {}

  /** Of the order. */
  public long number() {
    return number;
  }

  /** Whether the keys are gone from the ledger. */
  public boolean isCarriedOut() {
    return carriedOutAt != null;
  }

  /** Its keys are gone from the ledger. */
  void carryOut(int removed, Instant now) {
    carriedOutAt = now.atOffset(ZoneOffset.UTC);
    removedKeys = removed;
  }

  /** The tree is without the keys, and the configuration names the old ETags. */
  void complete(Instant now) {
    completedAt = now.atOffset(ZoneOffset.UTC);
  }

  /**
   * As operators see it.
   *
   * @param cameAgain how often one of its keys was handed in again
   * @param packages that the apps must forget
   */
  Revocation shown(int cameAgain, List<RevokedPackage> packages) {
    return new Revocation(
        number,
        Optional.ofNullable(tree)
            .map(name -> new PackageWindow(name, new HourNumber(firstHour), hours)),
        wholePackage,
        utc(requestedAt),
        Optional.ofNullable(carriedOutAt).map(RecordedRevocation::utc),
        removedKeys == null ? 0 : removedKeys,
        Optional.ofNullable(completedAt).map(RecordedRevocation::utc),
        cameAgain,
        packages);
  }

  /** A provider may give the time of the machine's own zone. */
  private static OffsetDateTime utc(OffsetDateTime time) {
    return time.withOffsetSameInstant(ZoneOffset.UTC);
  }
}
