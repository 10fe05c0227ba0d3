package io.warnserver.distribution;

import io.warnserver.database.Transactions;
import io.warnserver.distribution.ledger.PackageWindow;
import io.warnserver.distribution.ledger.Packages;
import io.warnserver.distribution.revocation.RecordedRevocation;
import io.warnserver.distribution.revocation.RevocationLedger;
import io.warnserver.distribution.revocation.RevokedPackage;
import io.warnserver.distribution.store.ObjectStore;
import io.warnserver.keys.HourNumber;
import io.warnserver.protocols.configuration.KeyDownloadParametersIOS;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Package revocation within a run: carries out what operators have ordered before anything is taken
 * up, so that the run's other steps build, put and list what follows from it.
 */
final class RevocationStep {

  private static final Logger LOG = Logger.getLogger(RevocationStep.class.getName());

  private final RevocationLedger ledger;
  private final Packages packages;
  private final ObjectStore store;
  private final RunMeters meters;
  private final Instant startedAt;
  private RevocationLedger.Found found = new RevocationLedger.Found(List.of(), 0);

  RevocationStep(
      Transactions transactions, ObjectStore store, RunMeters meters, Instant startedAt) {
    ledger = new RevocationLedger(transactions);
    packages = new Packages(transactions);
    this.store = store;
    this.meters = meters;
    this.startedAt = startedAt;
  }

  /** Carries out all orders; what is then planned has the keys no more. */
  void carryOut() {
    found = ledger.find();
    List<RecordedRevocation> open =
        found.orders().stream().filter(order -> !order.isCarriedOut()).toList();
    if (!open.isEmpty()) {
      noteEtags();
    }
    for (RecordedRevocation order : open) {
      int removed = ledger.carryOut(order.number(), startedAt);
      LOG.log(
          Level.WARNING,
          "Revocation {0}: {1} keys are removed from what was published",
          new Object[] {order.number(), removed});
    }
  }

  /** A run that died after a put and before its record may have left a package to readers. */
  private void noteEtags() {
    Map<PackageWindow, String> etags = new HashMap<>();
    for (Packages.Entry entry : packages.ofUnknownEtag()) {
      PackageWindow window = entry.window();
      store.etag(ObjectPaths.of(window)).ifPresent(etag -> etags.put(window, etag));
    }
    packages.noteEtags(etags);
  }

  /** Whether this run changes what was published. */
  boolean isUnderWay() {
    return !found.orders().isEmpty();
  }

  /** What the configuration must name; also counts what this run has dropped. */
  KeyDownloadParametersIOS listed() {
    RevocationLedger.Listed listed = ledger.listed();
    meters.revokedDropped(listed.cameAgain() - found.cameAgain());
    KeyDownloadParametersIOS.Builder all = KeyDownloadParametersIOS.newBuilder();
    for (RevokedPackage revoked : listed.packages()) {
      String tree = revoked.window().tree();
      HourNumber first = revoked.window().firstHour();
      String date = first.day().toString();
      if (revoked.window().isDay()) {
        all.addRevokedDayPackagesBuilder().setRegion(tree).setDate(date).setEtag(revoked.etag());
      } else {
        all.addRevokedHourPackagesBuilder()
            .setRegion(tree)
            .setDate(date)
            .setHour(first.ofDay())
            .setEtag(revoked.etag());
      }
    }
    return all.build();
  }

  /**
   * At the end of a run that has put everything.
   *
   * @param configured whether the configuration is valid, and hence names the old ETags
   */
  void complete(boolean configured) {
    if (isUnderWay() && configured) {
      ledger.complete(startedAt);
    } else if (isUnderWay()) {
      LOG.severe(
          "A revocation is not complete: the apps are not told to forget the old packages while the"
              + " app configuration is faulty");
    }
  }

  /** Forgets what is past. */
  void forget(HourNumber firstSubmissionKept) {
    ledger.forget(firstSubmissionKept);
  }
}
